#include "extract/judge.h"

namespace tradewire::extract {

std::vector<Judgement> judge(const Cues&, const Analysis&, std::span<const Candidate> candidates) {
  return std::vector<Judgement>(candidates.size());
}

std::vector<std::string> explain_judgement(const Judgement&) { return {}; }

}  // namespace tradewire::extract
