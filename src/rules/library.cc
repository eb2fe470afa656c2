#include "rules/library.h"

#include <algorithm>
#include <filesystem>

#include "base/embedded.h"
#include "base/file.h"
#include "base/hash.h"

namespace tradewire::rules {
namespace {

constexpr std::string_view kRoot = "rules/";

bool before(const auto& file, std::string_view path) { return file.path < path; }

}  // namespace

base::Result<Library> Library::open(const std::string& overlay) {
  Library library;
  for (const base::EmbeddedFile& file : base::embedded_files(kRoot)) {
    if (!file.path.ends_with(".yaml")) continue;
    library.files_.push_back({std::string(file.path.substr(kRoot.size())), {}, {}, file.bytes});
  }
  if (overlay.empty()) return library;
  auto over = open_only(overlay);
  if (!over) return over.error();
  for (File& file : over->files_) library.put(std::move(file));
  return library;
}

base::Result<Library> Library::open_only(const std::string& folder) {
  namespace fs = std::filesystem;
  Library library;
  std::error_code failed;
  fs::recursive_directory_iterator it(folder, failed);
  if (failed) return base::Error{"cannot read the folder of rules", folder, "give a folder laid out like rules/", base::ErrorKind::kUsage};
  for (const fs::directory_entry& entry : it) {
    if (!entry.is_regular_file(failed) || entry.path().extension() != ".yaml") continue;
    auto text = base::read_file(entry.path().string());
    if (!text) return text.error();
    library.put({fs::path(entry.path()).lexically_relative(folder).generic_string(), entry.path().string(), *std::move(text), {}});
  }
  return library;
}

Library Library::of(std::vector<std::pair<std::string, std::string>> files) {
  Library library;
  for (auto& [path, text] : files) library.put({path, path, std::move(text), {}});
  return library;
}

const Library::File* Library::find(std::string_view path) const {
  const auto at = std::lower_bound(files_.begin(), files_.end(), path, before<File>);
  return at != files_.end() && at->path == path ? &*at : nullptr;
}

void Library::put(File file) {
  const auto at = std::lower_bound(files_.begin(), files_.end(), file.path, before<File>);
  if (at != files_.end() && at->path == file.path) {
    *at = std::move(file);
  } else {
    files_.insert(at, std::move(file));
  }
}

std::vector<std::string> Library::paths(std::string_view prefix) const {
  std::vector<std::string> out;
  for (const File& file : files_) {
    if (file.path.starts_with(prefix)) out.push_back(file.path);
  }
  return out;
}

bool Library::contains(std::string_view path) const { return find(path) != nullptr; }

base::Result<base::YamlNode> Library::load(const std::string& path) const {
  const File* file = find(path);
  if (file == nullptr) return base::Error{"no such rule file", path, ""};
  return file->disk.empty() ? base::decode_yaml(file->embedded) : base::parse_yaml(file->text, file->disk);
}

std::string Library::display_name(const std::string& path) const {
  const File* file = find(path);
  return file != nullptr && !file->disk.empty() ? file->disk : std::string(kRoot) + path;
}

std::string Library::version() const {
  std::string digests;
  for (const File& file : files_) {
    digests += file.path + '\n' + base::sha256_hex(file.disk.empty() ? file.embedded : std::string_view(file.text)) + '\n';
  }
  return "sha256:" + base::sha256_hex(digests);
}

}  // namespace tradewire::rules
