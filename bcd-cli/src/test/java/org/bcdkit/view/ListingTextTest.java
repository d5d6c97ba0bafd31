package org.bcdkit.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcdkit.catalog.Naming;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.edit.Listing;
import org.bcdkit.edit.Selection;
import org.bcdkit.hive.ValueType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.BooleanValue;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ElementValue.IntegerListValue;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;

class ListingTextTest {

    private static final ObjectId WINDOWS = ObjectId.of("11111111-0000-11ef-8000-010203040506");
    private static final ObjectId OTHER = ObjectId.of("22222222-0000-11ef-8000-010203040506");
    private static final PartitionId SYSTEM = new PartitionId.Mbr(0x63f07796, 0x100000);
    private static final PartitionId C = new PartitionId.Mbr(0x63f07796, 0x15f00000);
    private static final DeviceDescriptor IMAGE = DeviceDescriptor.vhd(new PartitionDevice(C), "\\w.vhdx", 0x12000002);

    private static final BcdObject BOOT_MANAGER = new BcdObject(
            WellKnown.BOOT_MANAGER,
            ObjectType.BOOT_MANAGER,
            List.of(
                    Element.of(ElementType.TIMEOUT, new IntegerValue(30)),
                    Element.of(ElementType.DEFAULT, new ObjectValue(WINDOWS)),
                    Element.of(ElementType.DISPLAY_ORDER, new ObjectListValue(List.of(WINDOWS, OTHER))),
                    Element.of(ElementType.DEVICE, new DeviceValue(new PartitionDevice(SYSTEM))),
                    Element.of(ElementType.INHERIT, new ObjectListValue(List.of(WellKnown.GLOBAL_SETTINGS)))));
    private static final BcdObject LOADER = new BcdObject(
            WINDOWS,
            ObjectType.OS_LOADER,
            List.of(
                    Element.of(ElementType.DEVICE, new DeviceValue(IMAGE)),
                    Element.of(ElementType.NX, new IntegerValue(0)),
                    Element.of(ElementType.RECOVERY_LOADER, new BooleanValue(true)),
                    Element.of(ElementType.ALLOWED_IN_MEMORY_SETTINGS, new IntegerListValue(List.of(0x15000075L)))));
    private static final BcdStore STORE = new BcdStore(List.of(), List.of(BOOT_MANAGER, LOADER));

    private static String print(Listing listing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ListingText.print(new PrintStream(out, true, StandardCharsets.UTF_8), listing);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String print(BcdObject object) {
        return print(new Listing(List.of(object), Naming.bcdedit(STORE, Map.of())));
    }

    @Test
    void printsEntriesWithAliasesAndDriveLetters() {
        assertThat(print(Listing.of(STORE, Selection.ACTIVE, Naming.bcdedit(STORE, Map.of('C', C)))))
                .isEqualTo(
                        """

                        Windows Boot Manager
                        --------------------
                        identifier              {bootmgr}
                        device                  partition=mbr:0x63f07796,1048576
                        inherit                 {globalsettings}
                        default                 {default}
                        displayorder            {default}
                                                {22222222-0000-11ef-8000-010203040506}
                        timeout                 30

                        Windows Boot Loader
                        -------------------
                        identifier              {default}
                        device                  vhd=[C:]\\w.vhdx
                        allowedinmemorysettings 0x15000075
                        nx                      OptIn
                        """);
    }

    @Test
    void printsEverythingInFullWithV() {
        assertThat(print(Listing.of(STORE, Selection.ACTIVE, Naming.bcdeditInFull(Map.of('C', C)))))
                .isEqualTo(
                        """

                        Windows Boot Manager
                        --------------------
                        identifier              {9dea862c-5cdd-4e70-acc1-f32b344d4795}
                        device                  partition=mbr:0x63f07796,1048576
                        inherit                 {7ea2e1ac-2e61-4728-aaa3-896d9d0a9f0e}
                        default                 {11111111-0000-11ef-8000-010203040506}
                        displayorder            {11111111-0000-11ef-8000-010203040506}
                                                {22222222-0000-11ef-8000-010203040506}
                        timeout                 30

                        Windows Boot Loader
                        -------------------
                        identifier              {11111111-0000-11ef-8000-010203040506}
                        device                  vhd=[C:]\\w.vhdx,locate=custom:12000002
                        allowedinmemorysettings 0x15000075
                        nx                      OptIn
                        custom:46000010         Yes
                        """);
    }

    @Test
    void printsNothingWhenNothingIsSelected() {
        assertThat(print(Listing.of(STORE, Selection.RESUME, Naming.bcdedit(STORE, Map.of())))).isEmpty();
        assertThat(print(Listing.of(STORE, OTHER, Naming.bcdedit(STORE, Map.of())))).isEmpty();
    }

    @Test
    void printsTheNameOfAnEmptyList() {
        assertThat(print(new BcdObject(
                        OTHER, ObjectType.OS_LOADER, List.of(Element.of(ElementType.INHERIT, new ObjectListValue(List.of()))))))
                .endsWith("\nidentifier              {22222222-0000-11ef-8000-010203040506}\ninherit\n");
    }

    @Test
    void leavesASpaceAfterNamesThatFillTheirColumn() {
        Element first = Element.of(new ElementType(0x26000028), new BooleanValue(true));

        assertThat(print(new BcdObject(OTHER, ObjectType.BOOT_MANAGER, List.of(first)))).endsWith("\nprocesscustomactionsfirst Yes\n");
    }

    @Test
    void letsNoTextBreakTheLayout() {
        Element description = Element.of(ElementType.DESCRIPTION, new StringValue("Windows\n\nidentifier\u001b[2J"));

        assertThat(print(new BcdObject(OTHER, ObjectType.OS_LOADER, List.of(description))))
                .endsWith("\ndescription             Windows\\0a\\0aidentifier\\1b[2J\n");
    }

    @Test
    void printsObjectsWithoutAType() {
        BcdObject object = new BcdObject(
                OTHER, Optional.empty(), List.of(new Element(new ElementType(0x26000022), ValueType.BINARY, Bytes.ofHex("01"))), List.of());

        assertThat(print(object))
                .isEqualTo(
                        """

                        Object without a type
                        ---------------------
                        identifier              {22222222-0000-11ef-8000-010203040506}
                        custom:26000022         Yes
                        """);
    }

    @Test
    void printsElementsWithoutAHeading() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ListingText.printElements(
                new PrintStream(out, true, StandardCharsets.UTF_8), Listing.of(STORE, WINDOWS, Naming.bcdedit(STORE, Map.of('C', C))));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        device                  vhd=[C:]\\w.vhdx
                        allowedinmemorysettings 0x15000075
                        nx                      OptIn
                        """);
    }

    @Test
    void writesObjectsWholeAsJson() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BcdObject loader = new BcdObject(WINDOWS, ObjectType.OS_LOADER, List.of(Element.of(ElementType.RECOVERY_LOADER, new BooleanValue(true))));
        try (JsonDocument document = new JsonDocument(out)) {
            document.store("BCD");
            ListingJson.write(document.json(), new Listing(List.of(loader), Naming.bcdedit(STORE, Map.of())));
        }

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        {
                          "schemaVersion": 1,
                          "store": "BCD",
                          "objects": [ {
                            "id": "{11111111-0000-11ef-8000-010203040506}",
                            "type": "0x10200003",
                            "kind": "osloader",
                            "elements": [ {
                              "type": "0x46000010",
                              "name": "custom:46000010",
                              "format": "boolean",
                              "value": true,
                              "raw": "01"
                            } ]
                          } ]
                        }
                        """);
    }
}
