#include "rules/event_types.h"

#include <algorithm>

namespace tradewire::rules {
namespace {

constexpr std::string_view kTypes[] = {
    "agreement.breach", "agreement.end", "agreement.ratify", "agreement.reach", "agreement.sign", "countermeasure.take",
    "dispute.file", "dispute.rule", "export.ease", "export.restrict", "export.resume", "import.ease", "import.restrict",
    "investment.commit", "investment.restrict", "license.deny", "license.grant", "license.require", "license.revoke",
    "probe.close", "probe.open", "probe.rule", "purchase.commit", "sanction.impose", "sanction.lift", "subsidy.grant",
    "talks.halt", "talks.hold", "tariff.cut", "tariff.impose", "tariff.raise", "tariff.remove", "tariff.suspend"};

// Families (with their dot) and whole types that have each role; one empty word stands for all.
constexpr std::string_view kAll[] = {""};
constexpr std::string_view kTarget[] = {"tariff.", "import.", "sanction.", "probe.", "dispute.", "countermeasure.",
                                        "investment.restrict", "agreement.breach"};
constexpr std::string_view kBeneficiary[] = {"license.", "tariff.remove", "subsidy.", "purchase.", "investment.commit"};
constexpr std::string_view kDestination[] = {"export.", "license."};
constexpr std::string_view kCommodity[] = {"agreement.", "tariff.", "export.", "import.", "purchase.", "license.", "sanction.",
                                           "probe.", "dispute.file", "countermeasure.", "subsidy.", "investment."};
constexpr std::string_view kRate[] = {"tariff."};
constexpr std::string_view kAmount[] = {"purchase.", "subsidy.", "investment.", "sanction.", "tariff."};
constexpr std::string_view kPlace[] = {"talks.", "agreement."};

std::span<const std::string_view> owners(RoleId role) {
  switch (role) {
    case 1: return kTarget;
    case 2: return kBeneficiary;
    case 3: return kDestination;
    case 4: return kCommodity;
    case 5: return kRate;
    case 6: return kAmount;
    case 8: return kPlace;
    default: return kAll;
  }
}

}  // namespace

std::optional<RoleId> role_by_name(std::string_view name) {
  const auto at = std::find(kRoleNames.begin(), kRoleNames.end(), name);
  if (at == kRoleNames.end()) return std::nullopt;
  return static_cast<RoleId>(at - kRoleNames.begin());
}

std::optional<KindSet> kind_by_name(std::string_view name) {
  const auto at = std::find(kKindNames.begin(), kKindNames.end(), name);
  if (at == kKindNames.end()) return std::nullopt;
  return KindSet{1} << (at - kKindNames.begin());
}

std::span<const std::string_view> event_types() { return kTypes; }

bool type_has_role(std::string_view type, RoleId role) {
  return std::ranges::any_of(owners(role), [&](std::string_view owner) { return type.starts_with(owner); });
}

}  // namespace tradewire::rules
