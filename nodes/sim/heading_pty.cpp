#include "nodes/sim/heading_pty.hpp"

#include <array>

#include "core/exit_code.hpp"
#include "core/names.hpp"
#include "nodes/sim/gy25_model.hpp"
#include "nodes/sim/jy61_model.hpp"

namespace seqboard::sim {

std::unique_ptr<HeadingModel> make_heading_model(const std::string& family) {
    if (family == "jy61") return std::make_unique<Jy61Model>();
    if (family == "gy25") return std::make_unique<Gy25Model>();
    throw StartError{ExitCode::kConfig, "heading module '" + family + "' cannot be emulated" + suggestion(family, {"jy61", "gy25"}) +
                                            "; expected jy61 or gy25"};
}

HeadingPty::HeadingPty(std::string link, const HeadingPtyConfig& config)
    : model_{make_heading_model(config.family)},
      baud_{config.baud},
      random_{config.seed, "heading line"},
      wire_{config.seed, "heading wire"},
      terminal_{std::move(link), config.await_arrival} {
    if (baud_ != 115200 && baud_ != 9600)
        throw StartError{ExitCode::kConfig, "no heading module talks at " + std::to_string(baud_) + " baud; expected 115200 or 9600"};
}

void HeadingPty::send(const InertialMotion& motion, HeadingFault fault) {
    same_speed_ = terminal_.baud() == baud_;
    obey();
    const auto told = model_->tell(motion);
    bytes_.assign(told.begin(), told.end());
    spoil(fault);
    wire_.spoil(bytes_);
    terminal_.send(bytes_);
}

void HeadingPty::obey() {
    std::array<std::uint8_t, 64> commands;
    const std::size_t count = terminal_.receive(commands);
    if (!same_speed_) return;  // garbage to the module, too
    for (std::size_t i = 0; i < count; ++i) model_->hear(commands[i]);
}

void HeadingPty::spoil(HeadingFault fault) {
    if (fault == HeadingFault::kFrozen && !bytes_.empty() && !last_told_.empty()) bytes_ = last_told_;
    last_told_ = bytes_;
    const std::size_t frame = model_->frame_bytes();
    if (fault == HeadingFault::kSilent) bytes_.clear();
    if (fault == HeadingFault::kWrongChecksum)
        for (std::size_t end = frame; end <= bytes_.size(); end += frame) bytes_[end - 1] ^= 0x40;  // of a GY-25: the end byte
    if (fault == HeadingFault::kTruncated)
        for (std::size_t start = bytes_.size() / frame * frame; start > 0; start -= frame)
            bytes_.erase(bytes_.begin() + static_cast<std::ptrdiff_t>(start) - 3, bytes_.begin() + static_cast<std::ptrdiff_t>(start));
    if (fault == HeadingFault::kGarbage || !same_speed_)
        for (std::uint8_t& byte : bytes_) byte = static_cast<std::uint8_t>(random_.uniform() * 256);
}

}  // namespace seqboard::sim
