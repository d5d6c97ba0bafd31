package org.bcdkit.argument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.bcdkit.device.PartitionId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionArgumentTest {

    private static final PartitionId GPT =
            new PartitionId.Gpt(UUID.fromString("0b2394a9-095e-487d-8d48-719ecd4d78ca"), UUID.fromString("8e0f2c38-e4ea-47ba-b7fc-9d8c74dccf0b"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt:{0b2394a9-095e-487d-8d48-719ecd4d78ca},{8e0f2c38-e4ea-47ba-b7fc-9d8c74dccf0b}",
                "gpt:0b2394a9-095e-487d-8d48-719ecd4d78ca,8e0f2c38-e4ea-47ba-b7fc-9d8c74dccf0b",
                "GPT:{0B2394A9-095E-487D-8D48-719ECD4D78CA}, {8E0F2C38-E4EA-47BA-B7FC-9D8C74DCCF0B}"
            })
    void readsGuidsWithOrWithoutBracesInAnyCase(String text) {
        assertThat(PartitionArgument.parse("--host", text)).isEqualTo(GPT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mbr:63f07796,368050176 | 63f07796 | 368050176",
                "mbr:0x63F07796,368050176 | 63f07796 | 368050176",
                "MBR:1, 1048576 | 1 | 1048576",
                "mbr:ffffffff,0 | ffffffff | 0",
                "mbr:80000000,9223372036854775296 | 80000000 | 9223372036854775296",
                "mbr:1,18446744073709551104 | 1 | -512"
            })
    void readsASignatureInHexadecimalAndAnOffsetInBytes(String text, String signature, long offset) {
        assertThat(PartitionArgument.parse("--host", text)).isEqualTo(new PartitionId.Mbr(Integer.parseUnsignedInt(signature, 16), offset));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpt:{x},{8e0f2c38-e4ea-47ba-b7fc-9d8c74dccf0b} | \"{x}\" is no GUID; gpt:{disk},{partition} needs that of the disk here.",
                "gpt:0b2394a9-095e-487d-8d48-719ecd4d78ca, | \"\" is no GUID; gpt:{disk},{partition} needs that of the partition here.",
                "gpt:0b2394a9-095e-487d-8d48-719ecd4d78ca | \"gpt:0b2394a9-095e-487d-8d48-719ecd4d78ca\" is no partition; write gpt:{disk},{partition} or mbr:SIGNATURE,OFFSET.",
                "mbr:123456789,512 | \"123456789\" is no disk signature; write it with up to eight hexadecimal digits, for instance 63f07796.",
                "mbr:,512 | \"\" is no disk signature; write it with up to eight hexadecimal digits, for instance 63f07796.",
                "mbr:12g4,512 | \"12g4\" is no disk signature; write it with up to eight hexadecimal digits, for instance 63f07796.",
                "mbr:٣,512 | \"٣\" is no disk signature; write it with up to eight hexadecimal digits, for instance 63f07796.",
                "mbr:1,2047 | \"2047\" is no start of a partition; write it in bytes, not in sectors: a multiple of 512.",
                "mbr:1,-512 | \"-512\" is no start of a partition; write it in bytes, not in sectors: a multiple of 512.",
                "mbr:1,+512 | \"+512\" is no start of a partition; write it in bytes, not in sectors: a multiple of 512.",
                "mbr:1,18446744073709551616 | \"18446744073709551616\" is no start of a partition; write it in bytes, not in sectors: a multiple of 512."
            })
    void saysWhatIsWrongAndWhatToWrite(String text, String problem) {
        assertThatThrownBy(() -> PartitionArgument.parse("--host", text)).isInstanceOf(UsageException.class).hasMessage("--host: " + problem);
    }
}
