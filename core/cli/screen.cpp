#include "core/cli/screen.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace seqboard::cli {

namespace {

bool wants_colour() {
    const char* const no_colour = std::getenv("NO_COLOR");
    if (no_colour != nullptr && *no_colour != '\0') return false;
    const char* const terminal = std::getenv("TERM");
    return terminal != nullptr && std::string_view{terminal} != "dumb";
}

/// By name, as setlocale() would choose it: a board has the variables and often no locale.
bool wants_unicode() {
    for (const char* const variable : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const char* const locale = std::getenv(variable);
        if (locale == nullptr || *locale == '\0') continue;
        const std::string_view name{locale};
        return name.find("UTF-8") != name.npos || name.find("utf8") != name.npos || name.find("utf-8") != name.npos;
    }
    return false;
}

}  // namespace

Screen Screen::of(int descriptor) {
    if (::isatty(descriptor) == 0) return {.unicode = wants_unicode()};
    Screen screen{.columns = 80, .rows = 24, .colour = wants_colour(), .unicode = wants_unicode()};
    winsize size{};
    ::ioctl(descriptor, TIOCGWINSZ, &size);  // leaves zeros where it cannot tell
    if (size.ws_col > 0 && size.ws_row > 0) {
        screen.columns = size.ws_col;
        screen.rows = size.ws_row;
    }
    return screen;
}

}  // namespace seqboard::cli
