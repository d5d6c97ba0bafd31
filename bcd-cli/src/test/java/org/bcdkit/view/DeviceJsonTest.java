package org.bcdkit.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.FileDevice;
import org.bcdkit.device.DeviceDescriptor.LocateDevice;
import org.bcdkit.device.DeviceDescriptor.LocateTarget;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.device.DeviceDescriptor.UnknownDevice;
import org.bcdkit.device.DeviceDescriptor.VirtualDiskDevice;
import org.bcdkit.device.DeviceDescriptor.VmbusDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.storage.Bytes;
import org.junit.jupiter.api.Test;

class DeviceJsonTest {

    private static final UUID A = UUID.fromString("a0000000-0000-4000-8000-00000000000a");
    private static final UUID B = UUID.fromString("b0000000-0000-4000-8000-00000000000b");
    private static final PartitionDevice GPT = new PartitionDevice(new PartitionId.Gpt(A, B));
    private static final String GPT_JSON =
            "{'kind':'partition','style':'gpt','disk':'{a0000000-0000-4000-8000-00000000000a}','partition':'{b0000000-0000-4000-8000-00000000000b}'}";

    @Test
    void writesPartitionsByTheirIdentities() throws IOException {
        assertThat(json(new BootDevice())).isEqualTo("{'kind':'boot'}");
        assertThat(json(GPT)).isEqualTo(GPT_JSON);
        assertThat(json(new PartitionDevice(new PartitionId.Mbr(0x0a, 1048576))))
                .isEqualTo("{'kind':'partition','style':'mbr','signature':'0x0000000a','offset':1048576}");
        assertThat(json(new PartitionDevice(new PartitionId.Mbr(-1, -512))))
                .isEqualTo("{'kind':'partition','style':'mbr','signature':'0xffffffff','offset':18446744073709551104}");
    }

    @Test
    void writesTheThreeFormsOfVhdDevices() throws IOException {
        assertThat(json(DeviceDescriptor.vhd(GPT, "\\ü.vhdx", 0x12000002)))
                .isEqualTo("{'kind':'vhd','parent':" + GPT_JSON + ",'path':'\\\\ü.vhdx','locate':'0x12000002'}");
        assertThat(json(DeviceDescriptor.vhdLocated("\\x.vhd", 0x22000002)))
                .isEqualTo("{'kind':'vhd','parent':{'kind':'locate','path':'\\\\x.vhd'},'path':'\\\\x.vhd','locate':'0x22000002'}");
        PartitionDevice inVhd = new PartitionDevice(new PartitionId.Gpt(A, B), Optional.of(new FileDevice(new BootDevice(), "\\x.vhd")));
        assertThat(json(inVhd))
                .isEqualTo(GPT_JSON.substring(0, GPT_JSON.length() - 1) + ",'vhd':{'kind':'file','parent':{'kind':'boot'},'path':'\\\\x.vhd'}}");
    }

    @Test
    void writesAllOtherKinds() throws IOException {
        assertThat(json(new FileDevice(new BootDevice(), "\\f"))).isEqualTo("{'kind':'file','parent':{'kind':'boot'},'path':'\\\\f'}");
        assertThat(json(new RamdiskDevice(new BootDevice(), "\\r.wim", RamdiskDevice.NO_IMAGE)))
                .isEqualTo("{'kind':'ramdisk','parent':{'kind':'boot'},'path':'\\\\r.wim'}");
        assertThat(json(new VirtualDiskDevice(new BootDevice()))).isEqualTo("{'kind':'vhd','file':{'kind':'boot'}}");
        assertThat(json(new LocateDevice(new LocateTarget.ByElement(0x22000002)))).isEqualTo("{'kind':'locate','element':'0x22000002'}");
        assertThat(json(new LocateDevice(new LocateTarget.ByPath("\\p"), Optional.of(new BootDevice()))))
                .isEqualTo("{'kind':'locate','path':'\\\\p','parent':{'kind':'boot'}}");
        assertThat(json(new VmbusDevice(A, B)))
                .isEqualTo("{'kind':'vmbus','type':'{a0000000-0000-4000-8000-00000000000a}','instance':'{b0000000-0000-4000-8000-00000000000b}'}");
        assertThat(json(new UnknownDevice(4, Bytes.of((byte) 4, (byte) 0xab)))).isEqualTo("{'kind':'unknown','type':'0x00000004','raw':'04ab'}");
    }

    /** In single quotes, for the eye. */
    private static String json(DeviceDescriptor device) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            DeviceJson.write(json, device);
        }
        return text.toString().replace('"', '\'');
    }
}
