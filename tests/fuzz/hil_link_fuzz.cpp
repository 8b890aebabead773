// FrameDecoder against a reader that has the whole stream before it; and both ends of a link against whatever comes in.
#include <memory>
#include <vector>

#include "core/link/board_end.hpp"
#include "core/link/crc16.hpp"
#include "core/link/plant_end.hpp"
#include "tests/core/link/toy_contract.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using namespace seqboard::link;
using namespace seqboard::testing;

namespace {

using Bytes = std::span<const std::uint8_t>;

/// The size of the frame that begins here, zero if none does.
std::size_t frame_size(Bytes bytes) {
    if (bytes.size() < kHeaderBytes + kCrcBytes || bytes[0] != 0xa5 || bytes[1] != 0x5a) return 0;
    if (bytes[2] >> 4 != 1 || (bytes[2] & 15) < 1 || (bytes[2] & 15) > 9) return 0;
    const std::size_t payload = bytes[4] + 256u * bytes[5];
    const std::size_t size = kHeaderBytes + payload + kCrcBytes;
    if (payload > kMaxPayloadBytes || bytes.size() < size) return 0;
    return crc16_ccitt(bytes.subspan(2, size - 4)) == bytes[size - 2] + 256u * bytes[size - 1] ? size : 0;
}

/// Every frame, the search going on at the second byte of what is none.
std::vector<Bytes> frames_in(Bytes stream) {
    std::vector<Bytes> frames;
    for (std::size_t at = 0; at < stream.size();) {
        const std::size_t size = frame_size(stream.subspan(at));
        if (size != 0) frames.push_back(stream.subspan(at, size));
        at += size != 0 ? size : 1;
    }
    return frames;
}

void require_all_found(Bytes stream) {
    const auto decoder = std::make_unique<FrameDecoder>();
    const std::vector<Bytes> expected = frames_in(stream);
    std::vector<std::uint8_t> again(kMaxFrameBytes);
    std::size_t found = 0, bytes_found = 0;
    const auto take_frames = [&] {
        while (const auto frame = decoder->next()) {
            require(found < expected.size(), "no frame comes out that is not in the stream");
            const std::size_t size = encode(*frame, again);
            require(std::equal(again.begin(), again.begin() + static_cast<std::ptrdiff_t>(size), expected[found].begin(),
                               expected[found].end()),
                    "frames come out as they went in, in order");
            ++found;
            bytes_found += size;
        }
    };
    for (const std::uint8_t& byte : stream) {
        require(decoder->take({&byte, 1}) == 1, "there is always room for a byte");
        take_frames();
    }
    for (std::size_t silences = 0; decoder->in_frame(); ++silences) {
        require(silences <= stream.size(), "silence ends whatever has begun");
        decoder->give_up_frame();
        take_frames();
    }
    require(found == expected.size(), "no frame is missed");
    require(bytes_found + decoder->skipped_bytes() == stream.size(), "every byte belongs to a frame or was skipped");
}

template <class End>
void require_alive(End& end, Bytes stream) {
    for (Time now{}; !stream.empty(); now += std::chrono::milliseconds{30}) {
        const Bytes piece = stream.first(std::min<std::size_t>(stream.size(), 1 + stream.front()));
        end.receive(piece, now);
        end.poll(now);
        for (std::size_t i = 0; i < end.outgoing().size(); ++i)
            require(frame_size(end.outgoing()[i]) == end.outgoing()[i].size(), "whatever comes in, what goes out are frames");
        end.outgoing().clear();
        stream = stream.subspan(piece.size());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Bytes stream{data, size};
    require_all_found(stream);

    const auto board = std::make_unique<BoardEnd>(toy_contract());
    require_alive(*board, stream);
    if (board->due()) board->answer(SampleTable{toy_contract().actuators}, SampleTable{toy_contract().mirrors});
    require(!board->due(), "a step that was answered is not due");

    const auto plant = std::make_unique<PlantEnd>(toy_contract(), 7);
    plant->begin_step(1, SampleTable{toy_contract().sensors}, Time{});
    require_alive(*plant, stream);
    return 0;
}
