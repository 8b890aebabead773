// The pins of the S3C2440, by the names of its manual: GPB0, GPF4.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace seqboard {

/// Facts: S3C2440A user's manual, chapter 9 (I/O ports); Linux drivers/gpio/gpio-samsung.c for labels and numbers.
struct S3c2440Pin {
    char bank = 'A';  ///< A to H, and J
    unsigned number = 0;

    bool operator==(const S3c2440Pin&) const = default;

    /// "GPF4". Nothing for a name that is no pin of this chip.
    static std::optional<S3c2440Pin> parse(std::string_view name);

    /// The same, also by what the pin can be: "TOUT1" is GPB1, "EINT19" is GPG11.
    static std::optional<S3c2440Pin> parse_function(std::string_view name);

    /// n if the pin can be TOUTn, the output of timer n: 0 to 3.
    std::optional<unsigned> timer() const noexcept { return bank == 'B' && number < 4 ? std::optional{number} : std::nullopt; }

    /// n if the pin can be EINTn. EINT0 to 3 have an interrupt each; 4 to 7 share one, and 8 to 23.
    std::optional<unsigned> external_interrupt() const noexcept {
        return bank == 'F' ? std::optional{number} : bank == 'G' ? std::optional{number + 8} : std::nullopt;
    }
    std::string name() const;

    /// Only banks F (EINT0 to 7) and G (EINT8 to 23) can interrupt.
    bool can_interrupt() const noexcept { return bank == 'F' || bank == 'G'; }

    /// Bank A drives only.
    bool can_be_input() const noexcept { return bank != 'A'; }

    /// The bank's label in the kernel: "GPIOF"
    std::string chip_label() const { return std::string{"GPIO"} + bank; }

    /// The number that sysfs knows it by: every bank takes 32, J follows H.
    unsigned sysfs_number() const noexcept { return bank_index() * 32 + number; }

    /// Offset of the bank's control register from the ports' base; data is 4 behind it, pull-up disable 8.
    unsigned register_offset() const noexcept { return bank == 'J' ? 0xd0 : bank_index() * 0x10; }

    static constexpr std::uint32_t kPortsBase = 0x56000000;

private:
    unsigned bank_index() const noexcept { return bank == 'J' ? 8u : static_cast<unsigned>(bank - 'A'); }
};

}  // namespace seqboard
