#include "drivers/spi/emulated_spi_chip.hpp"

#include <cstring>
#include <utility>

#include "drivers/spi/spi_exchange.hpp"

namespace seqboard {

EmulatedSpiChip::EmulatedSpiChip(const std::string& socket, std::uint8_t mode, Selection selection)
    : mode_{mode},
      selection_{std::move(selection)},
      server_{socket, [this](int, std::span<const std::byte> question, std::span<std::byte> said) { return answer(question, said); }} {}

std::size_t EmulatedSpiChip::answer(std::span<const std::byte> question, std::span<std::byte> said) const {
    constexpr std::size_t kHeader = offsetof(SpiQuestion, written);
    SpiQuestion asked;
    if (question.size() < kHeader || question.size() > sizeof asked) return 0;
    std::memcpy(&asked, question.data(), question.size());
    if (question.size() != kHeader + asked.bytes || asked.selections > asked.ends.size()) return 0;
    SpiAnswer result{.outcome = SpiOutcome::kDone};
    result.read.fill(0xff);
    std::size_t begin = 0;
    for (std::size_t i = 0; i < asked.selections; ++i) {
        const std::size_t end = asked.ends[i];
        if (end < begin || end > asked.bytes) return 0;
        if (asked.mode == mode_)
            selection_(std::span{asked.written}.subspan(begin, end - begin), std::span{result.read}.subspan(begin, end - begin));
        begin = end;
    }
    const std::size_t size = offsetof(SpiAnswer, read) + asked.bytes;
    std::memcpy(said.data(), &result, size);
    return size;
}

}  // namespace seqboard
