package org.bcdkit.partition;

import java.util.Optional;
import java.util.UUID;

/** What a partition is for: a byte in an MBR, a GUID in a GPT. */
public sealed interface PartitionType {

    /** The name people know it by; empty when it is not known here. */
    Optional<String> name();

    /** Part of a dynamic disk (LDM), which native boot supports neither inside an image nor around it. */
    boolean isDynamicDisk();

    /** EFI system partition: UEFI starts from it. */
    boolean isEfiSystem();

    /** The type as bytes are shown: {@code 0x07}, or a GUID in braces. */
    String text();

    /** @param code the type byte, 1 to 255 */
    record Mbr(int code) implements PartitionType {

        public static final Mbr NTFS = new Mbr(0x07);
        /** FAT32, found by sector numbers and not by cylinders. */
        public static final Mbr FAT32 = new Mbr(0x0C);
        private static final int EFI = 0xEF;
        public static final Mbr EFI_SYSTEM = new Mbr(EFI);
        private static final int HIDDEN_NTFS = 0x17;
        private static final int HIDDEN_RECOVERY = 0x27;
        static final int DYNAMIC_DISK = 0x42;
        static final int PROTECTIVE = 0xEE;

        /** Holds a chain of further partitions. */
        public boolean isExtended() {
            return code == 0x05 || code == 0x0F || code == 0x85;
        }

        /** Windows shows no volume for it. */
        public boolean isHidden() {
            return code == HIDDEN_NTFS || code == HIDDEN_RECOVERY;
        }

        @Override
        public Optional<String> name() {
            return switch (code) {
                case 0x05, 0x0F, 0x85 -> Optional.of("extended");
                case 0x06, 0x0E -> Optional.of("FAT16");
                case 0x07 -> Optional.of("NTFS or exFAT");
                case 0x0B, 0x0C -> Optional.of("FAT32");
                case HIDDEN_NTFS -> Optional.of("hidden NTFS or exFAT");
                case HIDDEN_RECOVERY -> Optional.of("hidden recovery");
                case DYNAMIC_DISK -> Optional.of("dynamic disk (LDM)");
                case 0x82 -> Optional.of("Linux swap");
                case 0x83 -> Optional.of("Linux");
                case PROTECTIVE -> Optional.of("GPT protective");
                case EFI -> Optional.of("EFI system");
                default -> Optional.empty();
            };
        }

        @Override
        public boolean isDynamicDisk() {
            return code == DYNAMIC_DISK;
        }

        @Override
        public boolean isEfiSystem() {
            return code == EFI;
        }

        // Written out for the sake of start-up, as in ValueType.
        @Override
        public boolean equals(Object other) {
            return other instanceof Mbr that && code == that.code;
        }

        @Override
        public int hashCode() {
            return code;
        }

        @Override
        public String text() {
            return code < 16 ? "0x0" + Integer.toHexString(code) : "0x" + Integer.toHexString(code);
        }
    }

    record Gpt(UUID guid) implements PartitionType {

        public static final Gpt EFI_SYSTEM = of("c12a7328-f81f-11d2-ba4b-00a0c93ec93b");
        public static final Gpt MICROSOFT_RESERVED = of("e3c9e316-0b5c-4db8-817d-f92df00215ae");
        public static final Gpt BASIC_DATA = of("ebd0a0a2-b9e5-4433-87c0-68b6b72699c7");
        public static final Gpt RECOVERY = of("de94bba4-06d1-4d40-a16a-bfd50179d6ac");
        public static final Gpt LDM_METADATA = of("5808c8aa-7e8f-42e0-85d2-e1e90434cfb3");
        public static final Gpt LDM_DATA = of("af9b60a0-1431-4f62-bc68-3311714a69ad");
        public static final Gpt STORAGE_SPACES = of("e75caf8f-f680-4cee-afa3-b001e56efc2d");
        private static final Gpt LINUX = of("0fc63daf-8483-4772-8e79-3d69d8477de4");

        private static Gpt of(String guid) {
            return new Gpt(UUID.fromString(guid));
        }

        @Override
        public Optional<String> name() {
            if (equals(EFI_SYSTEM)) {
                return Optional.of("EFI system");
            }
            if (equals(MICROSOFT_RESERVED)) {
                return Optional.of("Microsoft reserved");
            }
            if (equals(BASIC_DATA)) {
                return Optional.of("basic data");
            }
            if (equals(RECOVERY)) {
                return Optional.of("Windows recovery");
            }
            if (isDynamicDisk()) {
                return Optional.of("dynamic disk (LDM)");
            }
            if (equals(STORAGE_SPACES)) {
                return Optional.of("Storage Spaces");
            }
            return equals(LINUX) ? Optional.of("Linux") : Optional.empty();
        }

        @Override
        public boolean isDynamicDisk() {
            return equals(LDM_METADATA) || equals(LDM_DATA);
        }

        @Override
        public boolean isEfiSystem() {
            return equals(EFI_SYSTEM);
        }

        // Written out for the sake of start-up, as in ValueType.
        @Override
        public boolean equals(Object other) {
            return other instanceof Gpt that && guid.equals(that.guid);
        }

        @Override
        public int hashCode() {
            return guid.hashCode();
        }

        @Override
        public String text() {
            return "{" + guid + "}";
        }
    }
}
