package org.bcdkit.partition;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How a disk is divided. */
public sealed interface PartitionTable {

    /** Which of the kinds it is, for an exhaustive switch. */
    enum Kind {
        GPT("gpt"),
        MBR("mbr"),
        NONE("none");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word used in text and JSON. */
        public String word() {
            return word;
        }
    }

    Kind kind();

    /** In the order of their numbers; an extended partition is listed and so are those in it. */
    List<Partition> partitions();

    /** The unit in which the table counts, in bytes: 512 or 4096. */
    int sectorSize();

    /** What is odd about the table, though it can be used: sentences. */
    List<String> remarks();

    /** The partition with this number. */
    default Optional<Partition> find(int number) {
        for (Partition partition : partitions()) {
            if (partition.number() == number) {
                return Optional.of(partition);
            }
        }
        return Optional.empty();
    }

    /** @param disk GUID of the disk */
    record Gpt(UUID disk, int sectorSize, List<Partition> partitions, List<String> remarks) implements PartitionTable {

        public Gpt {
            partitions = List.copyOf(partitions);
            remarks = List.copyOf(remarks);
        }

        @Override
        public Kind kind() {
            return Kind.GPT;
        }
    }

    /** @param signature of the disk: the four bytes at 0x1b8 */
    record Mbr(int signature, int sectorSize, List<Partition> partitions, List<String> remarks) implements PartitionTable {

        public Mbr {
            partitions = List.copyOf(partitions);
            remarks = List.copyOf(remarks);
        }

        @Override
        public Kind kind() {
            return Kind.MBR;
        }
    }

    /** @param volume whether the disk starts with the boot sector of a volume, so that it is one volume as a whole */
    record None(int sectorSize, boolean volume) implements PartitionTable {

        @Override
        public Kind kind() {
            return Kind.NONE;
        }

        @Override
        public List<Partition> partitions() {
            return List.of();
        }

        @Override
        public List<String> remarks() {
            return List.of();
        }
    }
}
