#include "core/launch/yaml/yaml_include.hpp"

#include <algorithm>
#include <filesystem>

#include "core/launch/yaml/yaml_prefix.hpp"
#include "core/launch/yaml/yaml_source.hpp"
#include "core/names.hpp"

namespace seqboard {

namespace {

namespace fs = std::filesystem;

constexpr int kMaxIncludedFiles = 64;  // files that include one another twice over would double at each level

class Includer {
public:
    Includer(Findings& findings, std::vector<std::string>& files) : findings_{findings}, files_{files} {}

    YamlValue read(const fs::path& path) {
        chain_.push_back(path);
        files_.push_back(path.string());
        YamlValue own = read_yaml_file(path.string(), path.string(), findings_);
        YamlValue merged;
        merged.kind = YamlValue::Kind::kMap;
        merged.place = own.place;
        if (const YamlMember* const include = own.find("include")) {
            for (const Item& item : listed(*include)) {
                YamlValue tree = read_included(item.file, path);
                if (!item.as.empty()) prefix_names(tree, item.as);
                merge_onto(merged, tree);
            }
            std::erase_if(own.members, [](const YamlMember& member) { return member.key == "include"; });
        }
        merge_onto(merged, own);
        chain_.pop_back();
        return merged;
    }

private:
    /// A file that is included, and the name it goes under.
    struct Item {
        YamlValue file;
        std::string as;
    };

    std::vector<Item> listed(const YamlMember& include) {
        const YamlValue& value = include.value;
        const std::vector<YamlValue> single{value};
        std::vector<Item> files;
        for (const YamlValue& item : value.is(YamlValue::Kind::kList) ? value.items : single) {
            if (item.is(YamlValue::Kind::kText)) files.push_back({item, ""});
            else if (item.is(YamlValue::Kind::kMap)) add_named(item, files);
            else
                findings_.error(item.place, std::string{"include: this is "} + kind_text(item) +
                                                "; expected a file such as parts/drive.yaml, or {file: parts/drive.yaml, as: left}");
        }
        return files;
    }

    void add_named(const YamlValue& map, std::vector<Item>& files) {
        const std::vector<std::string> known = {"file", "as"};
        for (const YamlMember& member : map.members) {
            if (std::find(known.begin(), known.end(), member.key) == known.end())
                findings_.error(member.place, "include: unknown key '" + member.key + "'" + suggestion(member.key, known));
            else if (!member.value.is(YamlValue::Kind::kText))
                findings_.error(member.value.place,
                                "include: " + member.key + ": this is " + kind_text(member.value) + "; expected one value");
        }
        const YamlMember* const file = map.find("file");
        const YamlMember* const as = map.find("as");
        if (file == nullptr) findings_.error(map.place, "include: which file is missing; add file: parts/drive.yaml");
        if (as != nullptr && !is_valid_name(as->value.text))
            findings_.error(as->value.place, "include: as: '" + as->value.text +
                                                 "'; expected a name: 1 to 47 of A-Z a-z 0-9 _ . - that does not start with a dot");
        else if (file != nullptr && file->value.is(YamlValue::Kind::kText)) files.push_back({file->value, as ? as->value.text : ""});
    }

    YamlValue read_included(const YamlValue& item, const fs::path& includer) {
        const fs::path path = (includer.parent_path() / item.text).lexically_normal();
        std::error_code error;
        if (!fs::exists(path, error))
            throw StartError{ExitCode::kNoInput, text_of(item.place) + ": include: no file '" + path.string() + "'" + nearest_file(path)};
        refuse_circle(item, path);
        if (++count_ > kMaxIncludedFiles)
            throw StartError{ExitCode::kConfig, text_of(item.place) + ": include: more than " + std::to_string(kMaxIncludedFiles) +
                                                    " files are included; include each part once"};
        asked_at_.push_back(item.place);
        YamlValue tree = read(path);
        asked_at_.pop_back();
        return tree;
    }

    void refuse_circle(const YamlValue& item, const fs::path& path) const {
        std::error_code error;
        std::string circle;
        std::string first;
        for (std::size_t i = 0; i < chain_.size(); ++i) {
            if (circle.empty() && !fs::equivalent(chain_[i], path, error)) continue;
            if (circle.empty() && i < asked_at_.size()) first = " (the first of them at " + text_of(asked_at_[i]) + ")";
            circle += chain_[i].string() + " -> ";
        }
        if (!circle.empty())
            throw StartError{ExitCode::kConfig, text_of(item.place) + ": include: the files include each other in a circle: " + circle +
                                                    path.string() + first + "; take one include out"};
    }

    static std::string nearest_file(const fs::path& missing) {
        std::vector<std::string> there;
        std::error_code error;
        for (fs::directory_iterator entry{missing.parent_path().empty() ? "." : missing.parent_path(), error};
             !error && entry != fs::directory_iterator{}; entry.increment(error))
            if (entry->path().extension() == ".yaml") there.push_back(entry->path().filename().string());
        std::sort(there.begin(), there.end());
        return suggestion(missing.filename().string(), there);
    }

    Findings& findings_;
    std::vector<std::string>& files_;
    std::vector<fs::path> chain_;      ///< the files being read, each included by the one before
    std::vector<YamlPlace> asked_at_;  ///< where each of them includes the next
    int count_ = 0;
};

}  // namespace

YamlValue read_with_includes(const std::string& path, Findings& findings, std::vector<std::string>& files) {
    return Includer{findings, files}.read(path);
}

}  // namespace seqboard
