#include "drivers/spi/emulated_spi.hpp"

#include <algorithm>
#include <cstddef>

#include "drivers/spi/spi_exchange.hpp"

namespace seqboard {

SpiOutcome EmulatedSpi::transfer(std::span<const SpiSegment> segments) noexcept {
    if (!is_sound(segments)) return SpiOutcome::kUnsupported;
    SpiQuestion question{.mode = settings_.mode};
    for (std::size_t i = 0; i < segments.size(); ++i) {
        std::copy(segments[i].write.begin(), segments[i].write.end(), question.written.begin() + question.bytes);
        question.bytes = static_cast<std::uint16_t>(question.bytes + segments[i].size());
        if (segments[i].deselect || i + 1 == segments.size()) question.ends[question.selections++] = question.bytes;
    }
    SpiAnswer answer;
    const std::size_t asked = offsetof(SpiQuestion, written) + question.bytes, said = offsetof(SpiAnswer, read) + question.bytes;
    if (link_.exchange(std::as_bytes(std::span{&question, 1}).first(asked), std::as_writable_bytes(std::span{&answer, 1})) != said)
        return SpiOutcome::kGone;
    auto from = answer.read.begin();
    for (const SpiSegment& segment : segments) {
        std::copy_n(from, segment.read.size(), segment.read.begin());
        from += static_cast<std::ptrdiff_t>(segment.size());
    }
    return answer.outcome;
}

}  // namespace seqboard
