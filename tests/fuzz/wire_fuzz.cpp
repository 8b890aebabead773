// Wire: lines and bytes come out as they went in, and what is no request is refused.
#include "core/deploy/wire.hpp"

#include "core/exit_code.hpp"
#include "tests/fuzz/memory_file.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

/// Lines, and after every line as many raw bytes as it has characters, modulo eight.
std::string taken_apart(int in) {
    Wire wire{in, -1};
    std::string whole;
    while (const auto line = wire.receive_line()) {
        whole += *line + "\n";
        const auto bytes = wire.receive_bytes(line->size() % 8);
        if (!bytes) break;
        require(bytes->size() == line->size() % 8, "as many bytes come as were asked for");
        whole += *bytes;
    }
    return whole;
}

void require_requests(MemoryFile& in, MemoryFile& out) {
    Wire wire{in.fd(), out.fd()};
    try {
        while (const auto request = wire.receive()) {
            require(request->is_object(), "a request is an object");
            out.replace({});
            require(wire.send(*request), "a request can be sent on");
            ::lseek(out.fd(), 0, SEEK_SET);
            Wire back{out.fd(), -1};
            require(back.receive() == request, "a request is read as it was sent");
        }
    } catch (const StartError& error) {
        require(error.code() == ExitCode::kBadSegment, "what is no request is damaged data");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static MemoryFile in, out;
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    in.replace(text);
    require(text.starts_with(taken_apart(in.fd())), "lines and bytes come out as they went in");
    in.replace(text);
    require_requests(in, out);
    return 0;
}
