#include "drivers/emulated/device_server.hpp"

#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "core/node/realtime.hpp"
#include "drivers/emulated/device_link.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;

TEST_CASE("an emulated device answers before any program, where the system grants real time") {
    bool granted = false;
    std::thread{[&] { granted = become_realtime(1, false).empty(); }}.join();
    const ScratchBoard scratch;
    std::filesystem::create_directories(scratch.place().directory());
    const std::string socket = scratch.place().directory() + "/device.sock";
    const DeviceServer server{socket, [](int, std::span<const std::byte>, std::span<std::byte> answer) {
                                  // By system call: musl's sched_getscheduler() answers ENOSYS by design.
                                  answer[0] = static_cast<std::byte>(::syscall(SYS_sched_getscheduler, 0));
                                  return std::size_t{1};
                              }};
    DeviceLink link{socket};
    std::array<std::byte, 1> question{}, answer{};
    REQUIRE(link.exchange(question, answer) == 1);
    CHECK(std::to_integer<int>(answer[0]) == (granted ? SCHED_FIFO : SCHED_OTHER));
}
