// The include directions of src/layers.txt, held against every #include of src/.
#include <algorithm>
#include <map>
#include <sstream>

#include <gtest/gtest.h>

#include "base/file.h"
#include "paths.h"

namespace tradewire::base {
namespace {

const std::string kSource = source_dir() + "/src";

struct Layers {
  std::map<std::string, std::vector<std::string>> folders;   // folder -> folders or headers it may include
  std::map<std::string, std::vector<std::string>> packages;  // "<curl/" -> folders
};

Layers read_layers() {
  Layers layers;
  std::istringstream lines(*read_file(kSource + "/layers.txt"));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string head;
    words >> head;
    std::vector<std::string> allowed{std::istream_iterator<std::string>(words), {}};
    head.pop_back();  // ':' or '>'
    (head[0] == '<' ? layers.packages : layers.folders)[head] = allowed;
  }
  return layers;
}

bool holds(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// What is wrong with one include line of a file in `folder`, or empty.
std::string fault(const Layers& layers, const std::string& folder, const std::string& include) {
  if (include[0] == '"') {
    const std::string header = include.substr(1, include.find('"', 1) - 1);
    const std::string target = header.substr(0, header.find('/'));
    const auto& allowed = layers.folders.at(folder);
    return target == folder || holds(allowed, target) || holds(allowed, header) ? "" : "may not include " + header;
  }
  for (const auto& [prefix, folders] : layers.packages) {
    if (include.starts_with(prefix) && !holds(folders, folder)) return "may not include " + include;
  }
  return "";
}

TEST(Layers, EveryIncludeFollowsTheDirectionsOfTheDesign) {
  const Layers layers = read_layers();
  std::size_t checked = 0;
  for (const std::string& file : files_below(kSource, "")) {
    if (!file.ends_with(".cc") && !file.ends_with(".h")) continue;
    const std::string folder = file.substr(0, file.find('/'));
    ASSERT_TRUE(layers.folders.contains(folder)) << folder << " is missing in src/layers.txt";
    std::istringstream lines(*read_file(kSource + "/" + file));
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("#include ")) continue;
      ++checked;
      EXPECT_EQ(fault(layers, folder, line.substr(9)), "") << "in src/" << file;
    }
  }
  EXPECT_GT(checked, 50U);
}

TEST(Layers, AWrongDirectionAndAForeignPackageAreFound) {
  const Layers layers = read_layers();
  EXPECT_NE(fault(layers, "fetch", "\"article/article.h\""), "");
  EXPECT_NE(fault(layers, "extract", "\"article/body.h\""), "");
  EXPECT_NE(fault(layers, "article", "<curl/curl.h>"), "");
  EXPECT_EQ(fault(layers, "fetch", "<curl/curl.h>"), "");
}

}  // namespace
}  // namespace tradewire::base
