package org.bcdkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QemuCommandTest {

    @Test
    void findsAValueAmongOthers() {
        String words = "type=fuse,id=disk,mountpoint=/srv/a,,b=c,,.raw,writable=on";
        assertThat(QemuCommand.valueOf("type", words)).isEqualTo("fuse");
        assertThat(QemuCommand.valueOf("mountpoint", words)).isEqualTo("/srv/a,b=c,.raw");
        assertThat(QemuCommand.valueOf("writable", words)).isEqualTo("on");
        assertThat(QemuCommand.valueOf("point", words)).isEmpty();
        assertThat(QemuCommand.valueOf("c", words)).isEmpty();
        assertThat(QemuCommand.valueOf("a", "")).isEmpty();
        assertThat(QemuCommand.valueOf("a", "a=1,")).isEqualTo("1");
        assertThat(QemuCommand.valueOf("a", "b=1,,")).isEmpty();
    }
}
