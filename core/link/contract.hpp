// What the two ends of a link have to agree on before the first step.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/link/byte_writer.hpp"
#include "core/time.hpp"

namespace seqboard::link {

/// A slot whose samples cross.
struct Field {
    std::string name;
    std::string message;
    std::uint64_t fingerprint = 0;
    std::uint32_t bytes = 0;
};

enum class LinkMode : std::uint8_t { kLockstep, kRealtime };

inline constexpr std::size_t kMaxFields = 32;  ///< in each direction: a bit for each

struct Contract {
    LinkMode mode = LinkMode::kLockstep;
    Duration step = std::chrono::milliseconds{10};
    std::vector<Field> sensors;    ///< plant to board
    std::vector<Field> actuators;  ///< board to plant
    std::vector<Field> mirrors;    ///< board to plant, to be looked at
};

/// Equal for two ends that may be linked. Order counts: samples carry the number of their field.
std::uint64_t layout_hash(const Contract& contract);

/// The payload of a HELLO. The reader takes any bytes and says nothing for what no writer writes.
void put_contract(const Contract& contract, ByteWriter& writer);
std::optional<Contract> take_contract(std::span<const std::uint8_t> payload);

/// One sentence for a person: what differs, what each side has, how to fix it; empty if nothing does.
std::string difference(const Contract& plant, const Contract& board);

/// Throws StartError if there are more fields than frames can carry, or larger ones.
void require_carriable(const Contract& contract);

}  // namespace seqboard::link
