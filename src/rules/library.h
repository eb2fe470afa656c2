// Library: the YAML files of rules/, those that are built in and those that a user's folder lays over them.
//
// A file of the folder replaces the built-in file of the same path; others are added. Paths are relative to rules/:
// "events/tariff/cut.yaml".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/yaml.h"

namespace tradewire::rules {

class Library {
 public:
  // `overlay` is a folder, or empty for the built-in files alone. Error when the folder cannot be read.
  static base::Result<Library> open(const std::string& overlay = {});
  // Only the files of one folder: for `rules diff`, and tests.
  static base::Result<Library> open_only(const std::string& folder);
  // Files from memory, of (path, YAML text): for tests.
  static Library of(std::vector<std::pair<std::string, std::string>> files);

  // The paths that start with `prefix`, sorted.
  std::vector<std::string> paths(std::string_view prefix) const;
  bool contains(std::string_view path) const;

  // The tree of a file. Error when there is none, or when it is not YAML.
  base::Result<base::YamlNode> load(const std::string& path) const;

  // How errors name the file: "rules/events/x.yaml", or the path in the user's folder.
  std::string display_name(const std::string& path) const;

  // "sha256:…" over all files.
  std::string version() const;

 private:
  struct File {
    std::string path;
    std::string disk;            // of a user's file
    std::string text;            // of a file in memory, or read from disk
    std::string_view embedded;   // of a built-in file: the compact form
  };
  const File* find(std::string_view path) const;
  void put(File file);
  std::vector<File> files_;  // sorted by path
};

}  // namespace tradewire::rules
