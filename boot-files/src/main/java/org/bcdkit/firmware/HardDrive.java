package org.bcdkit.firmware;

import java.util.Optional;
import java.util.UUID;
import org.bcdkit.device.PartitionId;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.partition.Partition;
import org.bcdkit.storage.Bytes;

/**
 * The node of a device path that names a partition, behind its header. UEFI, "Hard Drive Media Device Path".
 *
 * @param number of the entry in the partition table
 * @param start in sectors of the disk
 * @param length in sectors of the disk
 * @param signature what the partition or its disk is recognised by
 */
public record HardDrive(long number, long start, long length, Signature signature) {

    static final StructLayout LAYOUT = StructLayout.littleEndian("HD node of a device path", 38);
    static final Field<Long> NUMBER = LAYOUT.u32(0, "partition number", "Entry of the partition table, from 1.");
    static final Field<Long> START = LAYOUT.u64(4, "partition start", "First sector.");
    static final Field<Long> LENGTH = LAYOUT.u64(12, "partition size", "In sectors.");
    static final Field<Bytes> SIGNATURE =
            LAYOUT.bytes(20, 16, "partition signature", "GPT: unique GUID of the partition. MBR: the disk signature, then zeros.");
    static final Field<Long> FORMAT = LAYOUT.u8(36, "partition format", "1: MBR, 2: GPT.");
    static final Field<Long> SIGNATURE_TYPE = LAYOUT.u8(37, "signature type", "0: none, 1: MBR disk signature, 2: GUID.");

    private static final long MBR = 1;
    private static final long GPT = 2;

    /** What a partition is recognised by. */
    public sealed interface Signature {

        /** @param partition unique GUID, from the partition's entry */
        record Gpt(UUID partition) implements Signature {}

        /** @param disk the four bytes at 0x1b8 of the first sector */
        record Mbr(int disk) implements Signature {}
    }

    /** What names {@code partition}, whose table counts in sectors of {@code sectorSize} bytes. */
    public static HardDrive of(Partition partition, int sectorSize) {
        Signature signature = partition.id() instanceof PartitionId.Gpt gpt
                ? new Signature.Gpt(gpt.partition())
                : new Signature.Mbr(((PartitionId.Mbr) partition.id()).diskSignature());
        return new HardDrive(partition.number(), partition.start() / sectorSize, partition.length() / sectorSize, signature);
    }

    /** What {@code data} says; absent when it is none of the two kinds, so that the bytes have to be kept as they are. */
    static Optional<HardDrive> read(Bytes data) {
        if (data.size() != LAYOUT.size()) {
            return Optional.empty();
        }
        byte[] bytes = data.toArray();
        long format = bytes[FORMAT.offset()];
        long type = bytes[SIGNATURE_TYPE.offset()];
        if (format != type || format != MBR && format != GPT) {
            return Optional.empty();
        }
        Signature read = format == GPT
                ? new Signature.Gpt(LittleEndian.guid(bytes, SIGNATURE.offset()))
                : new Signature.Mbr(LittleEndian.i32(bytes, SIGNATURE.offset()));
        HardDrive drive = new HardDrive(
                LittleEndian.u32(bytes, NUMBER.offset()), LittleEndian.u64(bytes, START.offset()), LittleEndian.u64(bytes, LENGTH.offset()), read);
        return drive.toBytes().equals(data) ? Optional.of(drive) : Optional.empty();
    }

    Bytes toBytes() {
        byte[] id = new byte[SIGNATURE.length()];
        boolean gpt = signature instanceof Signature.Gpt;
        if (signature instanceof Signature.Gpt named) {
            LittleEndian.putGuid(id, 0, named.partition());
        } else {
            LittleEndian.putU32(id, 0, ((Signature.Mbr) signature).disk());
        }
        StructImage image = LAYOUT.blank()
                .with(NUMBER, number)
                .with(START, start)
                .with(LENGTH, length)
                .with(SIGNATURE, Bytes.of(id))
                .with(FORMAT, gpt ? GPT : MBR)
                .with(SIGNATURE_TYPE, gpt ? GPT : MBR);
        return image.toBytes();
    }

    /** Whether {@code partition} is the one that is named: by its GUID, or on an MBR disk by signature and place. */
    public boolean isFor(Partition partition, int sectorSize) {
        if (signature instanceof Signature.Gpt gpt) {
            return partition.uniqueId().isPresent() && partition.uniqueId().get().equals(gpt.partition());
        }
        return HardDrive.of(partition, sectorSize).equals(this);
    }

    /** {@code HD(1,GPT,8e0f2c38-e4ea-47ba-b7fc-9d8c74dccf0b,0x800,0x32000)}, as firmware and its tools write it. */
    @Override
    public String toString() {
        String id = signature instanceof Signature.Gpt gpt
                ? "GPT," + gpt.partition()
                : "MBR,0x" + Integer.toHexString(((Signature.Mbr) signature).disk());
        return "HD(" + number + "," + id + ",0x" + Long.toHexString(start) + ",0x" + Long.toHexString(length) + ")";
    }
}
