#include "nodes/telemetry/page_assets.hpp"

#include <algorithm>
#include <array>

// The assembler takes the bytes in: as numbers in an array they would take the compiler minutes.
#define SEQBOARD_PAGE_FILE(name, file)                                                                                          \
    asm(".section .rodata\n.global seqboard_page_" #name "\nseqboard_page_" #name ":\n.incbin \"" SEQBOARD_PAGE_FOLDER "/" file \
        ".gz\"\n.global seqboard_page_" #name "_end\nseqboard_page_" #name "_end:\n.byte 0\n.balign 4\n.text\n");               \
    extern "C" const std::byte seqboard_page_##name[];                                                                          \
    extern "C" const std::byte seqboard_page_##name##_end[]

SEQBOARD_PAGE_FILE(html, "index.html");
SEQBOARD_PAGE_FILE(css, "page.css");
SEQBOARD_PAGE_FILE(drive, "drive.js");
SEQBOARD_PAGE_FILE(map, "map.js");
SEQBOARD_PAGE_FILE(messages, "messages.js");
SEQBOARD_PAGE_FILE(page, "page.js");
SEQBOARD_PAGE_FILE(plots, "plots.js");
SEQBOARD_PAGE_FILE(robot, "robot.js");
SEQBOARD_PAGE_FILE(tables, "tables.js");
SEQBOARD_PAGE_FILE(words, "words.js");

namespace seqboard::telemetry {

#define SEQBOARD_PAGE_BYTES(name) \
    { seqboard_page_##name, seqboard_page_##name##_end }

const PageAsset* page_asset(std::string_view path) {
    static constexpr std::string_view kHtml = "text/html; charset=utf-8", kStyle = "text/css; charset=utf-8",
                                      kScript = "text/javascript; charset=utf-8";
    static const std::array<PageAsset, 10> assets = {{
        {"/", kHtml, SEQBOARD_PAGE_BYTES(html)},
        {"/page.css", kStyle, SEQBOARD_PAGE_BYTES(css)},
        {"/drive.js", kScript, SEQBOARD_PAGE_BYTES(drive)},
        {"/map.js", kScript, SEQBOARD_PAGE_BYTES(map)},
        {"/messages.js", kScript, SEQBOARD_PAGE_BYTES(messages)},
        {"/page.js", kScript, SEQBOARD_PAGE_BYTES(page)},
        {"/plots.js", kScript, SEQBOARD_PAGE_BYTES(plots)},
        {"/robot.js", kScript, SEQBOARD_PAGE_BYTES(robot)},
        {"/tables.js", kScript, SEQBOARD_PAGE_BYTES(tables)},
        {"/words.js", kScript, SEQBOARD_PAGE_BYTES(words)},
    }};
    const auto* const found = std::find_if(assets.begin(), assets.end(), [&](const PageAsset& asset) { return asset.path == path; });
    return found == assets.end() ? nullptr : found;
}

}  // namespace seqboard::telemetry
