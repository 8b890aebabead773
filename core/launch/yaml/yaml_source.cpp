#include "core/launch/yaml/yaml_source.hpp"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cstring>
#include <sstream>

#include "core/file_descriptor.hpp"
#include "core/launch/yaml/yaml_tree_builder.hpp"

namespace seqboard {

namespace {

[[noreturn]] void fail(const YamlPlace& place, const std::string& sentence, ExitCode code = ExitCode::kConfig) {
    throw StartError{code, text_of(place) + ": " + sentence};
}

std::string read_text(const std::string& path, const std::string& name) {
    // O_NONBLOCK: a FIFO must not hang us.
    const FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (!file) fail({name}, std::string{"cannot be read: "} + std::strerror(errno) + "; expected a node set", ExitCode::kNoInput);
    struct stat status {};
    if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) fail({name}, "not a file; expected a node set", ExitCode::kNoInput);
    const auto bytes = static_cast<std::size_t>(status.st_size);
    if (bytes > kMaxYamlBytes)
        fail({name},
             std::to_string(bytes) + " bytes; a node set has at most " + std::to_string(kMaxYamlBytes) + ", is this the right file?");
    std::string text(bytes, '\0');
    const ssize_t got = ::read(file.get(), text.data(), text.size());
    if (got < 0) fail({name}, std::string{"cannot be read: "} + std::strerror(errno), ExitCode::kNoInput);
    text.resize(static_cast<std::size_t>(got));
    return text;
}

bool is_text_byte(char c) { return static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\r' || c == '\t'; }

YamlPlace place_of(const std::string& name, const std::string& text, std::string::const_iterator at) {
    const auto line = static_cast<int>(std::count(text.begin(), at, '\n')) + 1;
    const std::size_t begin = text.substr(0, static_cast<std::size_t>(at - text.begin())).rfind('\n');
    const auto index = static_cast<std::size_t>(at - text.begin());
    return {name, line, static_cast<int>(begin == std::string::npos ? index : index - begin - 1) + 1};
}

void check_text(const std::string& name, const std::string& text) {
    const auto strange = std::find_if_not(text.begin(), text.end(), is_text_byte);
    if (strange != text.end())
        fail(place_of(name, text, strange), "a byte of value " + std::to_string(static_cast<unsigned char>(*strange)) +
                                                "; a node set is plain text in UTF-8, save it as such");
}

}  // namespace

YamlValue parse_yaml(const std::string& text, const std::string& name, Findings& findings) {
    check_text(name, text);
    const YamlPlace start{name, 1, 1};
    std::istringstream stream{text};
    try {
        YAML::Parser parser{stream};
        YamlTreeBuilder builder{name, findings};
        const bool any = parser.HandleNextDocument(builder);
        YamlValue root = builder.take();
        if (!any || root.is(YamlValue::Kind::kNothing)) fail(start, "empty; expected a node set: version: 1 and nodes:");
        if (!root.is(YamlValue::Kind::kMap))
            fail(root.place, std::string{"this is "} + kind_text(root) + "; expected a map with version: 1 and nodes:");
        if (YamlTreeBuilder second{name, findings}; parser.HandleNextDocument(second))
            fail(second.take().place, "a second document ('---'); a file holds one node set");
        return root;
    } catch (const YAML::ParserException& error) {
        fail({name, error.mark.line + 1, error.mark.column + 1},
             "not YAML: " + error.msg + "; look at indentation, quotes and brackets here and just above");
    }
}

YamlValue read_yaml_file(const std::string& path, const std::string& name, Findings& findings) {
    return parse_yaml(read_text(path, name), name, findings);
}

}  // namespace seqboard
