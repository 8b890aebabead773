// A node's words: its command line, parameters, pins, backends, what --set says. Input: words, each on a line.
#include <sstream>

#include "core/board_place.hpp"
#include "core/launch/set_option.hpp"
#include "core/node/node_args.hpp"
#include "core/node/parameter.hpp"
#include "drivers/gpio/s3c2440_pin.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using seqboard::testing::require;

namespace {

/// Takes what is meant to be right or wrong; wrong is a sentence.
template <class Read>
void require_sentence(const Read& read) {
    try {
        read();
    } catch (const StartError& error) {
        require(error.what()[0] != '\0', "an error is a sentence");
    }
}

void require_read_back(const std::string& word) {
    for (ParamValue value : {ParamValue{false}, ParamValue{0}, ParamValue{0.0f}, ParamValue{Duration{}}, ParamValue{std::string{}}}) {
        const std::size_t type = value.index();
        if (!parse_param("speed_m_s", word, value)) continue;
        require(value.index() == type, "a parameter keeps its type");
        const std::string text = text_of(value);
        ParamValue again = value;
        require(parse_param("speed_m_s", text, again), "what is printed of a parameter can be read");
        require(text_of(again) == text, "and says the same");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::istringstream stream{std::string{reinterpret_cast<const char*>(data), size}};
    std::vector<std::string> words;
    for (std::string word; std::getline(stream, word);) words.push_back(word);
    require_sentence([&] { parse_node_args(words); });
    for (const std::string& word : words) {
        require_sentence([&] {
            BoardPlace place;
            parse_backend(word, place);
            require(backend_text(place) == word, "a backend is written as it was read");
        });
        require_sentence([&] {
            const SetOption option = parse_set_option(word);
            require(option.name + "=" + option.value == word, "nothing of NAME=VALUE is lost");
        });
        require_read_back(word);
        if (const auto pin = S3c2440Pin::parse(word)) require(S3c2440Pin::parse(pin->name()) == pin, "a pin is found by its name");
        S3c2440Pin::parse_function(word);
    }
    return 0;
}
