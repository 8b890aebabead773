#include "core/deploy/arm_attributes.hpp"

#include <cstdint>

#include "core/exit_code.hpp"

namespace seqboard::deploy {

namespace {

constexpr unsigned kTagFile = 1;
constexpr unsigned kTagCompatibility = 32;

/// Takes the section apart from its beginning.
class Cursor {
public:
    Cursor(std::string_view bytes, const std::string& file) : rest_{bytes}, file_{file} {}

    bool empty() const { return rest_.empty(); }

    unsigned char byte() { return static_cast<unsigned char>(take(1)[0]); }

    std::uint32_t word() {
        const std::string_view bytes = take(4);
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < 4; ++i) value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
        return value;
    }

    unsigned uleb128() {
        unsigned value = 0;
        for (unsigned shift = 0; shift < 32; shift += 7) {
            const unsigned char next = byte();
            value |= (next & 0x7FU) << shift;
            if ((next & 0x80U) == 0) return value;
        }
        refuse();
    }

    std::string_view text() {
        const std::size_t end = rest_.find('\0');
        if (end == std::string_view::npos) refuse();
        return take(end + 1).substr(0, end);
    }

    /// The next `size` bytes as a cursor of their own.
    Cursor part(std::size_t size) { return {take(size), file_}; }

    [[noreturn]] void refuse() const {
        throw StartError{ExitCode::kBadSegment, file_ + ": its ARM build attributes are damaged; build it again"};
    }

private:
    std::string_view take(std::size_t size) {
        if (size > rest_.size()) refuse();
        const std::string_view taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken;
    }

    std::string_view rest_;
    const std::string& file_;
};

/// Tags 4, 5 and, from 32 on, the odd ones carry a text; 32 a number and a text.
bool has_text(unsigned tag) { return tag == 4 || tag == 5 || (tag > kTagCompatibility && tag % 2 == 1); }

void read_tags(Cursor tags, std::map<unsigned, unsigned>& numbers) {
    while (!tags.empty()) {
        const unsigned tag = tags.uleb128();
        if (has_text(tag)) {
            tags.text();
            continue;
        }
        numbers[tag] = tags.uleb128();
        if (tag == kTagCompatibility) tags.text();
    }
}

}  // namespace

std::map<unsigned, unsigned> arm_attributes(std::string_view section, const std::string& file) {
    std::map<unsigned, unsigned> numbers;
    Cursor all{section, file};
    if (all.empty() || all.byte() != 'A') all.refuse();
    while (!all.empty()) {
        const std::uint32_t size = all.word();  // counts itself
        if (size < 4) all.refuse();
        Cursor vendor = all.part(size - 4);
        if (vendor.text() != "aeabi") continue;
        while (!vendor.empty()) {
            const unsigned kind = vendor.byte();
            const std::uint32_t length = vendor.word();  // counts kind and itself
            if (length < 5) all.refuse();
            Cursor tags = vendor.part(length - 5);
            if (kind == kTagFile) read_tags(tags, numbers);
        }
    }
    return numbers;
}

}  // namespace seqboard::deploy
