// A heading module on a UART, whichever of the known families it is.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "drivers/heading_decoder.hpp"
#include "drivers/serial_port.hpp"
#include "drivers/yaw_gate.hpp"
#include "drivers/yaw_slope.hpp"

namespace seqboard {

struct HeadingModuleConfig {
    std::string device;
    std::string family = "auto";                              ///< auto, jy61 or gy25
    int baud = 0;                                             ///< 0: 115200 and 9600 are tried
    float fastest_turn_rad_s = 10;                            ///< see YawGate
    Duration frozen_after = std::chrono::milliseconds{2000};  ///< of frames that are equal to the bit
};

enum class HeadingState : unsigned char {
    kSearching,  ///< has not listened long enough to say anything
    kUnplugged,  ///< the device is gone
    kSilent,     ///< nothing came at any speed
    kGarbled,    ///< what came was nothing that a family in question sends
    kFrozen,     ///< good frames, but always the same: the converter has stopped
    kTalking
};

/// Finds out family and speed by listening, at one speed after the other, 400 ms each: never waits. A module that falls silent
/// or is no longer understood is searched for again; a device that disappears is opened again twice a second.
class HeadingModule {
public:
    /// Opens the device. Throws StartError: kConfig for an unknown family or speed, else see SerialPort.
    explicit HeadingModule(HeadingModuleConfig config);

    /// Reads what has come in. The newest attitude of it, its yaw rate always given, if there is one that can be trusted: not
    /// one that is frozen, nor one further from the last than the body can turn. Cost: one system call when all is well.
    std::optional<Attitude> poll(Time now) noexcept;

    HeadingState state() const noexcept { return state_; }
    const std::string& device() const noexcept { return config_.device; }
    const char* family() const noexcept { return decoder_ != nullptr ? decoder_->family() : ""; }  ///< found last
    int baud() const noexcept { return speeds_[speed_]; }
    std::uint32_t frames() const noexcept { return decoder_ != nullptr ? decoder_->frames() : 0; }
    std::uint32_t errors() const noexcept { return (decoder_ != nullptr ? decoder_->errors() : 0) + gate_.refused(); }

private:
    bool reopen(Time now) noexcept;
    void listen() noexcept;
    void read(Time now) noexcept;
    void decode(std::uint8_t byte, Time now) noexcept;
    void take(const Attitude& attitude, Time now) noexcept;
    void give_up() noexcept;

    HeadingModuleConfig config_;
    std::vector<std::unique_ptr<HeadingDecoder>> decoders_;  ///< of the families in question
    std::vector<int> speeds_;
    std::size_t speed_ = 0;
    std::size_t speeds_tried_ = 0;  ///< in this round
    SerialPort port_;
    HeadingDecoder* decoder_ = nullptr;  ///< of the module that was found last
    bool found_ = false;
    bool heard_ = false;                   ///< bytes that nobody has understood yet
    std::optional<Time> waiting_since_{};  ///< for the next attitude
    Time changed_at_{};                    ///< when it last said something else
    Time opened_at_{};                     ///< or when it was tried to
    HeadingState state_ = HeadingState::kSearching;
    YawGate gate_;
    YawSlope slope_;
    std::optional<Attitude> newest_{};
};

}  // namespace seqboard
