// Every sample of a run as text: one CSV file per slot.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "core/schema/schema.hpp"
#include "nodes/sim/sample_stream.hpp"

namespace seqboard::sim {

/// Slots of the simulated world (SampleStream). A row is a sample: stamp_ns, sequence, then one column per number; arrays longer
/// than 16 are one column with their FNV-1a hash.
class SlotLog {
public:
    /// Makes the folder. Throws StartError where it cannot.
    SlotLog(const BoardPlace& place, std::string folder);
    SlotLog(const SlotLog&) = delete;
    SlotLog& operator=(const SlotLog&) = delete;

    /// Writes down what is new in all slots and was written before `end`; finds the slots at the first call.
    void take(Time end);

private:
    struct Column {
        std::string name;
        SchemaField field;  ///< one number, or a whole array to be hashed
        bool hashed = false;
    };
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    struct Stream {
        SampleStream taken;
        std::vector<Column> columns;
        std::unique_ptr<std::FILE, Close> file;
    };

    void open_files();
    static void add_columns(const std::vector<SchemaField>& fields, const std::string& prefix, std::vector<Column>& columns);
    static void write_row(const Stream& stream, const SampleHeader& header, const std::vector<std::byte>& payload);

    std::shared_ptr<Blackboard> board_;
    std::string folder_;
    std::vector<Stream> streams_;
};

}  // namespace seqboard::sim
