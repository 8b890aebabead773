// Small grey pictures from large ones: every number that comes out is known beforehand.
#include "drivers/camera/grey_picture.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <vector>

using namespace seqboard;

namespace {

using Bytes = std::vector<std::uint8_t>;

RawFrame frame_of(std::uint32_t width_px, std::uint32_t height_px, PixelFormat format, const Bytes& bytes, std::size_t padding = 0) {
    return {.width_px = width_px,
            .height_px = height_px,
            .stride_bytes = width_px * bytes_per_pixel(format) + padding,
            .format = format,
            .bytes = bytes};
}

Bytes grey_of(const RawFrame& frame, PictureSize most, PictureSize expected) {
    Bytes grey(std::size_t{most.width_px} * most.height_px, 0xaa);
    CHECK(to_grey(frame, most, grey) == expected);
    return grey;
}

}  // namespace

TEST_CASE("the grey of YUYV are its first, third and every other byte") {
    const Bytes yuyv = {10, 128, 20, 127, 30, 0, 40, 255,  //
                        50, 1,   60, 2,   70, 3, 80, 4};
    CHECK(grey_of(frame_of(4, 2, PixelFormat::kYuyv, yuyv), {4, 2}, {4, 2}) == Bytes{10, 20, 30, 40, 50, 60, 70, 80});
    CHECK(grey_of(frame_of(4, 2, PixelFormat::kYuyv, yuyv), {2, 1}, {2, 1}) == Bytes{35, 55});
}

TEST_CASE("a picture that fits stays as it is, rows close up, and what is left of the room is zero") {
    const Bytes grey = {1, 2, 3, 99, 4, 5, 6};  // padding behind each row but the last
    CHECK(grey_of(frame_of(3, 2, PixelFormat::kGrey, grey, 1), {4, 2}, {3, 2}) == Bytes{1, 2, 3, 4, 5, 6, 0, 0});
}

TEST_CASE("a larger picture keeps its proportions, and means are rounded") {
    const Bytes grey = {0, 1, 10, 10, 7,  //
                        1, 1, 10, 13, 7,  //
                        9, 9, 9,  9,  9};
    CHECK(grey_of(frame_of(5, 3, PixelFormat::kGrey, grey), {3, 3}, {2, 1}) == Bytes{1, 11, 0, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("an even picture stays exactly as bright, however much smaller it becomes") {
    for (std::uint32_t side = 1; side <= 16; ++side)
        for (unsigned brightness = 0; brightness < 256; ++brightness) {
            const Bytes grey(std::size_t{side} * side, static_cast<std::uint8_t>(brightness));
            std::array<std::uint8_t, 1> mean{};
            INFO(side << " " << brightness);
            REQUIRE(to_grey(frame_of(side, side, PixelFormat::kGrey, grey), {1, 1}, mean) == PictureSize{1, 1});
            REQUIRE(mean[0] == brightness);
        }
}

TEST_CASE("a frame that is shorter than it says, or far too large, gives no picture and touches nothing") {
    Bytes room(4, 0xaa);
    const Bytes few(7), many(std::size_t{34} * 34);
    CHECK(to_grey(frame_of(4, 2, PixelFormat::kGrey, few), {2, 2}, room) == PictureSize{});
    CHECK(to_grey(frame_of(2, 2, PixelFormat::kYuyv, few), {2, 2}, room) == PictureSize{});
    CHECK(to_grey(frame_of(0, 2, PixelFormat::kGrey, few), {2, 2}, room) == PictureSize{});
    CHECK(to_grey(frame_of(34, 34, PixelFormat::kGrey, many), {2, 2}, room) == PictureSize{});
    CHECK(to_grey(frame_of(3, 2, PixelFormat::kGrey, few), {3, 2}, room) == PictureSize{});  // no room for as much as allowed
    CHECK(room == Bytes(4, 0xaa));
}
