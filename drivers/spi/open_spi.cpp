#include "drivers/spi/open_spi.hpp"

#include <string_view>

#include "core/exit_code.hpp"
#include "drivers/spi/emulated_spi.hpp"
#include "drivers/spi/spi_dev.hpp"

namespace seqboard {

std::unique_ptr<SpiBus> open_spi(const std::string& backend, const SpiSettings& settings) {
    constexpr std::string_view kEmulated = "emulated:";
    if (backend.starts_with('/')) return std::make_unique<SpiDev>(backend, settings);
    if (backend.starts_with(kEmulated)) return std::make_unique<EmulatedSpi>(backend.substr(kEmulated.size()), settings);
    throw StartError{ExitCode::kConfig,
                     "SPI device '" + backend + "' is unknown; expected a device such as /dev/spidev0.0, or emulated:SOCKET"};
}

}  // namespace seqboard
