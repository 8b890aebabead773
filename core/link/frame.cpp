#include "core/link/frame.hpp"

#include "core/link/byte_writer.hpp"
#include "core/link/crc16.hpp"

namespace seqboard::link {

std::size_t encode(const Frame& frame, std::span<std::uint8_t> room) noexcept {
    if (frame.payload.size() > kMaxPayloadBytes) return 0;
    ByteWriter writer{room};
    writer.put(kSync0);
    writer.put(kSync1);
    writer.put(static_cast<std::uint8_t>(kProtocolVersion << 4 | static_cast<unsigned>(frame.type)));
    writer.put(frame.session);
    writer.put(static_cast<std::uint16_t>(frame.payload.size()));
    writer.put(frame.sequence);
    writer.put(frame.tick);
    writer.put_bytes(frame.payload);
    if (!writer.fits()) return 0;
    writer.put(crc16_ccitt(writer.bytes().subspan(2)));
    return writer.fits() ? writer.size() : 0;
}

}  // namespace seqboard::link
