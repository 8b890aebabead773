// What fences.py disassembles: a publish and a copy of a 16-byte message.
#include "core/slot/ring.hpp"

extern "C" void probe_publish(seqboard::RingWriter& writer, const seqboard::SampleHeader& header, const std::byte* message) {
    writer.publish(header, message, 16);
}

extern "C" bool probe_copy(const seqboard::RingReader& reader, seqboard::SampleHeader& header, std::byte* message) {
    const std::uint32_t head = reader.head();
    return reader.copy(head, header, message, 16);
}
