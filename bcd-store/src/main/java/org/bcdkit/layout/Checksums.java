package org.bcdkit.layout;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** The checksums of the formats we read. */
public enum Checksums implements Checksum {

    /** VHD: one's complement of the sum of all bytes. */
    ONES_COMPLEMENT {
        @Override
        public long of(byte[] structure) {
            long sum = 0;
            for (byte b : structure) {
                sum += b & 0xff;
            }
            return ~sum & 0xffffffffL;
        }
    },

    /** REGF base block: XOR of the little-endian dwords before it, all of the first 508 bytes; 0 is stored as 1, all ones as all ones less one. */
    REGF_XOR {
        @Override
        public long of(byte[] structure) {
            int xor = 0;
            for (int i = 0; i < 508; i += 4) {
                xor ^= (int) LittleEndian.u32(structure, i);
            }
            return switch (xor) {
                case 0 -> 1;
                case -1 -> 0xfffffffeL;
                default -> Integer.toUnsignedLong(xor);
            };
        }
    },

    /** GPT: CRC-32 as in IEEE 802.3. */
    CRC_32 {
        @Override
        public long of(byte[] structure) {
            CRC32 crc = new CRC32();
            crc.update(structure, 0, structure.length);
            return crc.getValue();
        }
    },

    /** VHDX: CRC-32C (Castagnoli). */
    CRC_32C {
        @Override
        public long of(byte[] structure) {
            CRC32C crc = new CRC32C();
            crc.update(structure, 0, structure.length);
            return crc.getValue();
        }
    }
}
