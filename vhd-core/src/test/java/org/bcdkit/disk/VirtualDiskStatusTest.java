package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.UnsupportedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualDiskStatusTest {

    @Test
    void codesAreThoseOfWindows() {
        assertThat(VirtualDiskStatus.PARENT_NOT_FOUND.code()).isEqualTo(0xC03A000D);
        assertThat(VirtualDiskStatus.PARENT_NOT_FOUND.toHex()).isEqualTo("0xC03A000D");
        assertThat(VirtualDiskStatus.SECTOR_SIZE_UNSUPPORTED.toHex()).isEqualTo("0xC03A001D");
    }

    @ParameterizedTest
    @CsvSource({
        "VHD footer,checksum is 0x1,0xC03A0002",
        "VHD footer,cookie is `x`,0xC03A0003",
        "VHD dynamic header,checksum is 0x1,0xC03A0006",
        "VHD dynamic header,cookie is `x`,0xC03A0008",
        "VHD parent locator,a path of,0xC03A0008",
        "VHD block allocation table,block 1,0xC03A000A",
        "VHDX block allocation table,block 1,0xC03A000A",
        "VHDX metadata table,signature,0xC03A0010",
        "VHDX metadata item,block size,0xC03A0010",
        "VHDX parent locator,it has no,0xC03A0010",
        "VHDX parent locator entry,it takes,0xC03A0010",
        "VHDX header,checksum is 0x1,0xC03A0008",
        "VHDX region table,checksum is 0x1,0xC03A0008",
        "VHDX log,it holds,0xC03A001C",
        "file,10 bytes are needed,0xC03A0013",
        "disk image,this is neither,0xC03A0004"
    })
    void damageIsCalledWhatWindowsCallsIt(String structure, String problem, String code) {
        FormatException malformed = new MalformedException("image", structure, 0, problem);
        assertThat(VirtualDiskStatus.of(malformed).toHex()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "VHD footer,0xC03A0005",
        "VHD dynamic header,0xC03A0005",
        "VHDX header,0xC03A0005",
        "VHDX region table,0xC03A0005",
        "VHDX metadata table,0xC03A0010",
        "VHDX block allocation table,0xC03A000A"
    })
    void whatIsNotSupportedIsAVersionWhereThereAreVersions(String structure, String code) {
        assertThat(VirtualDiskStatus.of(new UnsupportedException("image", structure, 0, "version is 2")).toHex()).isEqualTo(code);
    }
}
