// bench_extract FILE [TIMES]: documents as `extract` reads them, through the extractor TIMES times (default 3) on one thread.
// Prints documents and sentences a second of processor time, and the share of each stage. Figures stand in docs/extraction.md.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

#include "extract/extractor.h"
#include "extract/stage_clock.h"
#include "language/analyzer.h"
#include "output/mention_json.h"
#include "pipeline/inputs.h"

namespace {

using namespace tradewire;

// Of this process, in user and kernel.
double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::vector<extract::Document> documents_of(const char* file) {
  std::vector<extract::Document> documents;
  const auto read = pipeline::read_documents(file, {}, [&](pipeline::DocumentTask task) {
    if (auto document = task()) documents.push_back(*std::move(document));
    return true;
  });
  if (!read) std::fprintf(stderr, "%s\n", read.error().message().c_str());
  return documents;
}

std::size_t sentences_of(const std::vector<extract::Document>& documents) {
  const auto analyzer = language::Analyzer::load("en");
  std::size_t count = 0;
  for (const auto& document : documents) count += analyzer->segment(document.title).size() + analyzer->segment(document.text).size();
  return count;
}

void print_share(std::string_view stage, double seconds, double all) {
  std::printf("%-10.*s %5.1f %%\n", static_cast<int>(stage.size()), stage.data(), 100 * seconds / all);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fprintf(stderr, "usage: bench_extract FILE [TIMES]\n"), 2;
  const int times = argc > 2 ? std::max(1, std::atoi(argv[2])) : 3;
  const double begin = cpu_seconds();
  const auto extractor = extract::Extractor::load();
  if (!extractor) return std::fprintf(stderr, "%s\n", extractor.error().message().c_str()), 1;
  const double loaded = cpu_seconds() - begin;
  const auto documents = documents_of(argv[1]);
  const std::size_t sentences = sentences_of(documents);
  extract::StageClock clock;
  std::size_t mentions = 0, bytes = 0;
  double printing = 0;
  const double start = cpu_seconds();
  for (int round = 0; round < times; ++round) {
    for (const auto& document : documents) {
      const auto found = extractor->extract(document, &clock);
      const double extracted = cpu_seconds();
      for (const auto& mention : found) bytes += output::to_json(mention).size();
      mentions += found.size();
      printing += cpu_seconds() - extracted;
    }
  }
  const double all = cpu_seconds() - start;
  const auto rounds = static_cast<double>(times);
  std::printf("%zu documents, %zu sentences, %zu mentions, %zu bytes of JSON; loading %.0f ms\n", documents.size(), sentences,
              mentions / static_cast<std::size_t>(times), bytes / static_cast<std::size_t>(times), 1000 * loaded);
  std::printf("%.0f documents/s, %.0f sentences/s of processor time\n", rounds * static_cast<double>(documents.size()) / all,
              rounds * static_cast<double>(sentences) / all);
  for (std::size_t i = 0; i < extract::kStageNames.size(); ++i) print_share(extract::kStageNames[i], clock.seconds()[i], all);
  print_share("print", printing, all);
}
