// An input device by path and by name: FIFOs stand in for the kernel's devices, and a table for its answers.
#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>
#include <filesystem>
#include <map>

#include "core/file_descriptor.hpp"
#include "drivers/input/evdev_device.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;

namespace {

/// By the inode of the FIFO.
std::map<ino_t, std::string> names;

int answer(int fd, unsigned long request, void* argument) {
    struct stat status {};
    ::fstat(fd, &status);
    const auto name = names.find(status.st_ino);
    if (name == names.end()) return errno = ENOTTY, -1;
    if (request == EVIOCGNAME(255)) return std::strcpy(static_cast<char*>(argument), name->second.c_str()), 0;
    if (request == EVIOCGABS(ABS_Y)) return *static_cast<input_absinfo*>(argument) = {77, -100, 100, 0, 8, 0}, 0;
    if (request == EVIOCGABS(ABS_RX)) return errno = ENODEV, -1;
    if (request == EVIOCGKEY(sizeof(KeyBits))) return static_cast<std::uint8_t*>(argument)[BTN_TL / 8] = 1 << (BTN_TL % 8), 0;
    return errno = EINVAL, -1;
}

/// Devices that are plugged in: FIFOs whose other end is open.
struct Devices {
    testing::ScratchBoard scratch;
    std::string folder = (std::filesystem::create_directories(scratch.root()), scratch.root());
    std::map<int, FileDescriptor> ends;

    ~Devices() { names.clear(); }
    std::string path(int number) const { return folder + "/event" + std::to_string(number); }
    void plug(int number, const std::string& name) {
        REQUIRE(::mkfifo(path(number).c_str(), 0600) == 0);
        ends[number] = FileDescriptor{::open(path(number).c_str(), O_RDWR | O_CLOEXEC)};
        struct stat status {};
        REQUIRE(::fstat(ends[number].get(), &status) == 0);
        names[status.st_ino] = name;
    }
    void unplug(int number) {
        ends.erase(number);
        std::filesystem::remove(path(number));
    }
    EvdevDevice device(const std::string& name) { return EvdevDevice{name, answer, folder}; }
};

}  // namespace

TEST_CASE("an input device is found by the name that the kernel has for it, under whatever number") {
    Devices devices;
    devices.plug(0, "Power Button");
    devices.plug(7, "Pad");
    devices.plug(8, "Pad 2");
    EvdevDevice pad = devices.device("Pad");
    REQUIRE(pad.open());
    const std::array<std::uint8_t, 24> event{1, 2, 3};
    REQUIRE(::write(devices.ends[7].get(), event.data(), event.size()) == 24);
    std::array<std::uint8_t, 64> buffer{};
    CHECK(pad.read(buffer) == 24u);
    CHECK(std::equal(event.begin(), event.end(), buffer.begin()));
    CHECK(pad.read(buffer) == 0u);
    CHECK_FALSE(devices.device("Other").open());
    CHECK(errno == ENODEV);
}

TEST_CASE("an input device by path takes whatever name it has, and no file that is none") {
    Devices devices;
    devices.plug(3, "Pad");
    CHECK(devices.device(devices.path(3)).open());
    CHECK_FALSE(devices.device(devices.path(4)).open());
    names.clear();
    CHECK_FALSE(devices.device(devices.path(3)).open());
    CHECK(errno == ENOTTY);
}

TEST_CASE("an input device says where its axes and keys are, one it does not have is no fault, one that is gone closes it") {
    Devices devices;
    devices.plug(3, "Pad");
    EvdevDevice pad = devices.device("Pad");
    REQUIRE(pad.open());
    const auto axis = pad.axis(ABS_Y);
    REQUIRE(axis);
    CHECK((axis->value == 77 && axis->minimum == -100 && axis->maximum == 100 && axis->flat == 8));
    CHECK_FALSE(pad.axis(ABS_Z));
    CHECK_FALSE(pad.axis(0x40));
    CHECK(pad.is_open());
    REQUIRE(pad.keys());
    CHECK((*pad.keys())[BTN_TL / 8] == 1 << (BTN_TL % 8));
    CHECK_FALSE(pad.axis(ABS_RX));
    CHECK_FALSE(pad.is_open());
    CHECK_FALSE(pad.keys());
}

TEST_CASE("an input device that is unplugged is closed, and opens again under another number") {
    Devices devices;
    devices.plug(3, "Pad");
    EvdevDevice pad = devices.device("Pad");
    REQUIRE(pad.open());
    devices.unplug(3);
    std::array<std::uint8_t, 64> buffer{};
    CHECK_FALSE(pad.read(buffer));
    CHECK_FALSE(pad.is_open());
    CHECK_FALSE(pad.open());
    devices.plug(5, "Pad");
    CHECK(pad.open());
    CHECK(pad.read(buffer) == 0u);
}
