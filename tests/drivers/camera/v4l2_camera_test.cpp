// A camera of the kernel: files stand in for its buffers, and a small Video4Linux for its answers.
#include "drivers/camera/v4l2_camera.hpp"

#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>
#include <deque>
#include <filesystem>
#include <map>
#include <vector>

#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t kBufferBytes = 65536;  // whole pages, of any size

struct Device {
    std::string card;
    std::vector<std::uint32_t> formats = {V4L2_PIX_FMT_YUYV};
    std::uint32_t capabilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    std::uint32_t width_px = 4, height_px = 2, bytes_per_line = 8;
    std::uint32_t buffers = 3;
    FileDescriptor memory;
    bool gone = false, streams = false;
    std::deque<std::uint32_t> empty;
    std::deque<v4l2_buffer> filled;
    std::uint32_t sequence = 0;

    /// A picture whose bytes all are `fill`.
    void expose(std::uint8_t fill, std::uint32_t flags = V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC) {
        v4l2_buffer buffer{};
        buffer.sequence = sequence++;
        if (empty.empty()) return;
        buffer.index = empty.front();
        empty.pop_front();
        buffer.flags = flags;
        buffer.bytesused = bytes_per_line * height_px;
        buffer.timestamp = {.tv_sec = 7, .tv_usec = 250};
        const std::vector<std::uint8_t> bytes(buffer.bytesused, fill);
        REQUIRE(::pwrite(memory.get(), bytes.data(), bytes.size(), buffer.index * kBufferBytes) == static_cast<ssize_t>(bytes.size()));
        filled.push_back(buffer);
    }
    int answer(unsigned long request, void* argument);
};

int Device::answer(unsigned long request, void* argument) {
    if (gone) return errno = ENODEV, -1;
    if (request == VIDIOC_QUERYCAP) {
        auto& can = *static_cast<v4l2_capability*>(argument);
        std::strcpy(reinterpret_cast<char*>(can.card), card.c_str());
        can.capabilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING | V4L2_CAP_DEVICE_CAPS;
        can.device_caps = capabilities;
    } else if (request == VIDIOC_S_FMT) {
        v4l2_pix_format& pix = static_cast<v4l2_format*>(argument)->fmt.pix;
        if (std::find(formats.begin(), formats.end(), pix.pixelformat) == formats.end()) pix.pixelformat = formats.front();
        pix.width = width_px, pix.height = height_px, pix.bytesperline = bytes_per_line;
    } else if (request == VIDIOC_REQBUFS) {
        static_cast<v4l2_requestbuffers*>(argument)->count = buffers;
    } else if (request == VIDIOC_QUERYBUF) {
        auto& buffer = *static_cast<v4l2_buffer*>(argument);
        buffer.length = kBufferBytes, buffer.m.offset = buffer.index * kBufferBytes;
    } else if (request == VIDIOC_QBUF) {
        empty.push_back(static_cast<v4l2_buffer*>(argument)->index);
    } else if (request == VIDIOC_STREAMON) {
        streams = true;
    } else if (request == VIDIOC_DQBUF && streams) {
        if (filled.empty()) return errno = EAGAIN, -1;
        *static_cast<v4l2_buffer*>(argument) = filled.front();
        filled.pop_front();
    } else {
        return errno = EINVAL, -1;
    }
    return 0;
}

/// By the inode of the file.
std::map<ino_t, Device*> devices;

int answer(int fd, unsigned long request, void* argument) {
    struct stat status {};
    ::fstat(fd, &status);
    const auto device = devices.find(status.st_ino);
    return device == devices.end() ? (errno = ENOTTY, -1) : device->second->answer(request, argument);
}

struct Cameras {
    testing::ScratchBoard scratch;
    std::string folder = (std::filesystem::create_directories(scratch.root()), scratch.root());
    std::map<int, Device> plugged;
    Time now{100s};

    ~Cameras() { devices.clear(); }
    std::string path(int number) const { return folder + "/video" + std::to_string(number); }
    Device& plug(int number, const std::string& card) {
        Device& device = plugged[number];
        device.card = card;
        device.memory = FileDescriptor{::open(path(number).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
        REQUIRE(::ftruncate(device.memory.get(), 4 * kBufferBytes) == 0);
        struct stat status {};
        REQUIRE(::fstat(device.memory.get(), &status) == 0);
        devices[status.st_ino] = &device;
        return device;
    }
    void unplug(int number) {
        std::filesystem::remove(path(number));
        plugged.at(number).gone = true;
    }
    V4l2Camera camera(const std::string& device) {
        return V4l2Camera{{.device = device, .width_px = 4, .height_px = 2, .period = 100ms}, answer, folder};
    }
};

}  // namespace

TEST_CASE("a camera's picture comes out of its buffer with its format, its number and the kernel's time") {
    Cameras cameras;
    Device& device = cameras.plug(0, "Eye");
    V4l2Camera camera = cameras.camera(cameras.path(0));
    CHECK_FALSE(camera.next(cameras.now));
    REQUIRE(camera.is_present());
    device.expose(42);
    const auto frame = camera.next(cameras.now);
    REQUIRE(frame);
    CHECK((frame->width_px == 4 && frame->height_px == 2 && frame->stride_bytes == 8));
    CHECK(frame->format == PixelFormat::kYuyv);
    CHECK(frame->sequence == 0);
    CHECK(frame->exposed_at == Time{7s + 250us});
    CHECK(std::vector<std::uint8_t>(frame->bytes.begin(), frame->bytes.end()) == std::vector<std::uint8_t>(16, 42));
    CHECK(device.empty.size() == 2);
    CHECK_FALSE(camera.next(cameras.now));
    CHECK(device.empty.size() == 3);  // given back
    CHECK(camera.dropped() == 0);
}

TEST_CASE("of several pictures the newest is given, and those that it overtook, were spoilt or found no buffer are counted") {
    Cameras cameras;
    Device& device = cameras.plug(0, "Eye");
    V4l2Camera camera = cameras.camera(cameras.path(0));
    camera.next(cameras.now);
    for (const int fill : {1, 2, 3}) device.expose(static_cast<std::uint8_t>(fill));
    device.expose(4);  // all buffers are full
    auto frame = camera.next(cameras.now);
    REQUIRE(frame);
    CHECK(frame->bytes[0] == 3);
    CHECK(camera.dropped() == 2);
    device.expose(5);
    frame = camera.next(cameras.now);
    REQUIRE(frame);
    CHECK(frame->sequence == 4);
    CHECK(camera.dropped() == 3);  // the one without a buffer shows in the numbers
    device.expose(6, V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC | V4L2_BUF_FLAG_ERROR);
    CHECK_FALSE(camera.next(cameras.now));
    CHECK(camera.dropped() == 4);
    CHECK(device.empty.size() == 3);
    device.expose(7, V4L2_BUF_FLAG_TIMESTAMP_UNKNOWN);
    CHECK(camera.next(cameras.now)->exposed_at == cameras.now);
}

TEST_CASE("a camera that can is asked for grey, one that gives compressed pictures only is none") {
    Cameras cameras;
    Device& grey = cameras.plug(0, "Grey");
    grey.formats = {V4L2_PIX_FMT_YUYV, V4L2_PIX_FMT_GREY};
    grey.bytes_per_line = 0;  // as some old drivers say
    cameras.plug(1, "Jpeg").formats = {V4L2_PIX_FMT_MJPEG};
    V4l2Camera camera = cameras.camera(cameras.path(0)), compressed = cameras.camera(cameras.path(1));
    camera.next(cameras.now), compressed.next(cameras.now);
    CHECK_FALSE(compressed.is_present());
    grey.bytes_per_line = 4;
    grey.expose(9);
    const auto frame = camera.next(cameras.now);
    REQUIRE(frame);
    CHECK(frame->format == PixelFormat::kGrey);
    CHECK(frame->stride_bytes == 4);
}

TEST_CASE("a camera is found by its name among others, its devices that take no pictures and files that are none") {
    Cameras cameras;
    cameras.plug(0, "Tuner");
    cameras.plug(1, "Eye").capabilities = V4L2_CAP_STREAMING;
    cameras.plug(5, "Eye").expose(0);
    ::close(::open(cameras.path(2).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    V4l2Camera camera = cameras.camera("Eye");
    camera.next(cameras.now);
    CHECK(camera.is_present());
    CHECK(cameras.plugged.at(5).streams);
    CHECK_FALSE(cameras.plugged.at(0).streams);
    V4l2Camera other = cameras.camera("Ey");
    other.next(cameras.now);
    CHECK_FALSE(other.is_present());
}

TEST_CASE("a camera that is unplugged is absent, looked for once a second, and found under another number") {
    Cameras cameras;
    cameras.plug(0, "Eye").empty.clear();
    V4l2Camera camera = cameras.camera("Eye");
    camera.next(cameras.now);
    cameras.plugged.at(0).expose(1);
    REQUIRE(camera.next(cameras.now));
    cameras.unplug(0);
    CHECK_FALSE(camera.next(cameras.now += 500ms));
    CHECK_FALSE(camera.is_present());
    CHECK_FALSE(camera.next(cameras.now += 500ms));  // looks: nothing there
    Device& back = cameras.plug(3, "Eye");
    CHECK_FALSE(camera.next(cameras.now += 900ms));
    CHECK_FALSE(camera.is_present());
    CHECK_FALSE(camera.next(cameras.now += 100ms));
    REQUIRE(camera.is_present());
    back.expose(2);
    CHECK(camera.next(cameras.now)->bytes[0] == 2);
}

TEST_CASE("a camera that gives nothing for two seconds is opened again") {
    Cameras cameras;
    Device& device = cameras.plug(0, "Eye");
    V4l2Camera camera = cameras.camera(cameras.path(0));
    camera.next(cameras.now);
    camera.next(cameras.now += 1990ms);
    CHECK(camera.is_present());
    device.streams = false;
    camera.next(cameras.now += 10ms);
    CHECK_FALSE(camera.is_present());
    camera.next(cameras.now += 10ms);
    CHECK(camera.is_present());
    CHECK(device.streams);
}
