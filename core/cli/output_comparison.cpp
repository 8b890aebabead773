#include "core/cli/output_comparison.hpp"

#include <algorithm>

#include "core/record/sample_difference.hpp"
#include "core/schema/element_text.hpp"

namespace seqboard::cli {

namespace {

/// "3.05 s"
std::string at(std::uint64_t stamp_ns) {
    const std::uint64_t stamp_ms = stamp_ns / 1'000'000;
    return shortest(static_cast<double>(stamp_ms) / 1000) + " s";
}

}  // namespace

OutputComparison::OutputComparison(const record::RecordedRun& run, record::SlotTap tap)
    : run_{run},
      tap_{std::move(tap)},
      schema_{parse_schema(tap_.place().schema, tap_.place().message_bytes)},
      then_{run.samples_of(tap_.place().name)},
      now_(tap_.place().message_bytes),
      hash_{fnv1a(tap_.place().name)} {}

std::optional<std::string> OutputComparison::take(std::uint32_t tick) {
    std::optional<std::string> found;
    SampleHeader header;
    while (tap_.take(header, now_.data()) == Copied::kWhole) {
        hash_ = fnv1a({reinterpret_cast<const char*>(&header.stamp_ns), sizeof header.stamp_ns}, hash_);
        hash_ = fnv1a({reinterpret_cast<const char*>(now_.data()), now_.size()}, hash_);
        if (!found) {
            const std::string difference = this->difference(tick, header);
            if (!difference.empty()) found = difference;
        }
        ++taken_;
    }
    return found;
}

std::string OutputComparison::difference(std::uint32_t tick, const SampleHeader& header) {
    const std::string where = "tick " + std::to_string(tick) + " (" + at(header.stamp_ns) + "), slot " + slot();
    if (taken_ >= then_.size()) return where + ": a sample more than was recorded";
    const record::RecordedSample& then = then_[taken_];
    if (then.header.stamp_ns != header.stamp_ns) return where + ": the next that was recorded is of " + at(then.header.stamp_ns);
    const auto bytes = run_.bytes_of(then);
    if (std::equal(bytes.begin(), bytes.end(), now_.begin())) return "";
    const auto field = record::first_difference(schema_, bytes, now_);
    return where + ", field " + field->field + ": " + field->then + " was recorded, now it is " + field->now;
}

std::optional<std::string> OutputComparison::finish() const {
    if (taken_ >= then_.size() || (taken_ > 0 && then_[taken_].header.stamp_ns == then_[taken_ - 1].header.stamp_ns)) return std::nullopt;
    return "slot " + slot() + ": " + std::to_string(then_.size()) + " samples were recorded, now there are " + std::to_string(taken_);
}

}  // namespace seqboard::cli
