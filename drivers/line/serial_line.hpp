// Lines over a UART: the one of this machine, or a pseudo terminal that stands in for one.
#pragma once

#include "core/file_descriptor.hpp"
#include "drivers/line/line.hpp"
#include "drivers/serial_port.hpp"

namespace seqboard {

/// A device of this machine. One that goes away is looked for again, once a second.
class SerialLine final : public Line {
public:
    SerialLine(const std::string& device, int baud) : device_{device}, baud_{baud}, port_{device, baud} {}
    void send(std::span<const std::uint8_t> frame) noexcept override;
    std::size_t receive(std::span<std::uint8_t> buffer) noexcept override;

private:
    int fd() noexcept override { return port_.fd(); }

    std::string device_;
    int baud_;
    SerialPort port_;
    Time looked_{};
};

/// The other end of a device that this makes and links to `path`.
class PtyLine final : public Line {
public:
    explicit PtyLine(const std::string& path);
    PtyLine(const PtyLine&) = delete;
    PtyLine& operator=(const PtyLine&) = delete;
    ~PtyLine() override;
    void send(std::span<const std::uint8_t> frame) noexcept override;
    std::size_t receive(std::span<std::uint8_t> buffer) noexcept override;

private:
    int fd() noexcept override { return master_.get(); }

    std::string path_;
    FileDescriptor master_;
    FileDescriptor slave_;  ///< kept open: without anybody there the kernel would hang the line up
};

}  // namespace seqboard
