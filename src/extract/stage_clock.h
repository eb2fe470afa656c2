// StageClock: where the time of an extraction goes, for bench_extract. Without one, nothing is measured.
#pragma once

#include <array>
#include <cstdint>
#include <ctime>
#include <string_view>

namespace tradewire::extract {

enum class Stage : std::uint8_t { kSegment, kPrefilter, kTag, kEntities, kParse, kMeasures, kReferences, kFrames, kJudge, kRender };
inline constexpr std::array<std::string_view, 10> kStageNames = {"segment",  "prefilter",  "tag",    "entities", "parse",
                                                                 "measures", "references", "frames", "judge",    "render"};

class StageClock {
 public:
  // Processor seconds of the calling thread, by stage.
  const std::array<double, kStageNames.size()>& seconds() const { return seconds_; }

  // The time since the last call belongs to the stage.
  void lap(Stage stage) {
    const double now = thread_seconds();
    seconds_[static_cast<std::size_t>(stage)] += now - last_;
    last_ = now;
  }
  void start() { last_ = thread_seconds(); }

 private:
  static double thread_seconds() {
    std::timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
  }
  std::array<double, kStageNames.size()> seconds_{};
  double last_ = 0;
};

}  // namespace tradewire::extract
