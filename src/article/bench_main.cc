// bench_article: MB/s of HTML through the stage, and through its first steps alone, so that the ratio holds on any machine.
//
//     bench_article FOLDER [Google Benchmark's options]       every *.html below FOLDER, read once before measuring
#include <benchmark/benchmark.h>

#include <cstdio>
#include <string>
#include <vector>

#include "article/article.h"
#include "article/charset.h"
#include "article/dom.h"
#include "article/prescan.h"
#include "base/file.h"

namespace {

using namespace tradewire;

std::vector<std::string> read_pages(const std::string& folder) {
  std::vector<std::string> pages;
  for (const std::string& name : base::files_below(folder, ".html")) {
    if (auto page = base::read_file(folder + "/" + name)) pages.push_back(*std::move(page));
  }
  return pages;
}

template <typename Step>
void measure(benchmark::State& state, const std::vector<std::string>& pages, Step step) {
  std::size_t bytes = 0;
  for (auto _ : state) {
    for (const std::string& page : pages) {
      step(page);
      bytes += page.size();
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc != 2) {
    std::fputs("usage: bench_article FOLDER\n", stderr);
    return 2;
  }
  const std::vector<std::string> pages = read_pages(argv[1]);
  benchmark::RegisterBenchmark("decode", [&](benchmark::State& state) {
    measure(state, pages, [](const std::string& page) { benchmark::DoNotOptimize(article::decode_page(page)); });
  });
  benchmark::RegisterBenchmark("prescan", [&](benchmark::State& state) {
    measure(state, pages, [](const std::string& page) { benchmark::DoNotOptimize(article::prescan(page)); });
  });
  benchmark::RegisterBenchmark("prescan_and_parse", [&](benchmark::State& state) {
    measure(state, pages, [](const std::string& page) { benchmark::DoNotOptimize(article::Document(article::prescan(page).markup)); });
  });
  benchmark::RegisterBenchmark("parse_raw", [&](benchmark::State& state) {
    measure(state, pages, [](const std::string& page) { benchmark::DoNotOptimize(article::Document(page)); });
  });
  benchmark::RegisterBenchmark("article", [&](benchmark::State& state) {
    measure(state, pages, [](const std::string& page) { benchmark::DoNotOptimize(article::extract_article(page)); });
  });
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
