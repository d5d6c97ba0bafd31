/*
 * Stands in for the boot manager of Windows in a virtual machine. UEFI firmware starts it; it opens the boot store on the volume that it was started
 * from, says what it was started by and what the store's default entry is, a line "@name=value" for each, and turns the machine off.
 *
 * It reads a hive by itself (REGF), so that it shares no code with what wrote it.
 */
#include <efi.h>
#include <efilib.h>

#define BINS 0x1000
#define NO_KEY 0xffffffff
#define PARTITION_DEVICE 6
#define GPT_STYLE 0

static const char BOOT_MANAGER[] = "{9dea862c-5cdd-4e70-acc1-f32b344d4795}";

static UINT8 *hive;
static UINTN hive_size;

typedef struct {
    UINT8 *bytes;
    UINT32 length;
} Value;

static void turn_off(void) {
    uefi_call_wrapper(RT->ResetSystem, 4, EfiResetShutdown, EFI_SUCCESS, 0, NULL);
}

static void stop(CHAR16 *problem) {
    Print(L"@problem=%s\r\n", problem);
    turn_off();
}

static UINT32 u16(const UINT8 *at) {
    return at[0] | at[1] << 8;
}

static UINT32 u32(const UINT8 *at) {
    return u16(at) | u16(at + 2) << 16;
}

/* What a cell in use holds, which is so many bytes at least. */
static UINT8 *cell(UINT32 offset, UINTN needed) {
    UINTN position = (UINTN) BINS + offset;
    if (position + 4 > hive_size || !(u32(hive + position) & 0x80000000)) {
        stop(L"no cell in use where one is named");
    }
    UINTN size = (UINT32) -u32(hive + position);
    if (size < needed + 4 || position + size > hive_size) {
        stop(L"a cell is too short, or ends outside the hive");
    }
    return hive + position + 4;
}

static BOOLEAN is_named(const UINT8 *name, UINT32 length, const char *wanted) {
    UINT32 i = 0;
    while (i < length && wanted[i] && (name[i] | 0x20) == (wanted[i] | 0x20)) {
        i++;
    }
    return i == length && !wanted[i];
}

static UINT32 find_in_list(UINT32 list, const char *name) {
    UINT8 *head = cell(list, 4);
    BOOLEAN is_list_of_lists = head[0] == 'r';
    UINT32 step = head[1] == 'i' ? 4 : 8;
    UINT32 count = u16(head + 2);
    UINT8 *items = cell(list, 4 + count * step) + 4;
    for (UINT32 i = 0; i < count; i++) {
        UINT32 item = u32(items + i * step);
        if (is_list_of_lists) {
            UINT32 found = find_in_list(item, name);
            if (found != NO_KEY) {
                return found;
            }
        } else {
            UINT8 *key = cell(item, 76);
            UINT32 length = u16(key + 72);
            if (is_named(cell(item, 76 + length) + 76, length, name)) {
                return item;
            }
        }
    }
    return NO_KEY;
}

static UINT32 subkey(UINT32 key, const char *name) {
    return key == NO_KEY || u32(cell(key, 76) + 20) == 0 ? NO_KEY : find_in_list(u32(cell(key, 76) + 28), name);
}

static Value value(UINT32 key, const char *name) {
    Value none = {NULL, 0};
    if (key == NO_KEY) {
        return none;
    }
    UINT32 count = u32(cell(key, 76) + 36);
    for (UINT32 i = 0; i < count; i++) {
        UINT32 offset = u32(cell(u32(cell(key, 76) + 40), count * 4) + i * 4);
        UINT8 *record = cell(offset, 20);
        UINT32 name_length = u16(record + 2);
        if (is_named(cell(offset, 20 + name_length) + 20, name_length, name)) {
            UINT32 length = u32(record + 4);
            Value small = {record + 8, length & 0x7fffffff};
            if (length & 0x80000000) {
                return small;
            }
            Value found = {cell(u32(record + 8), length), length};
            return found;
        }
    }
    return none;
}

static Value element(UINT32 object, const char *type) {
    return value(subkey(subkey(object, "Elements"), type), "Element");
}

/* Text in a hive or variable need not end with a zero. */
static void print_text(const CHAR16 *name, const UINT8 *bytes, UINTN length) {
    CHAR16 text[256];
    UINTN count = 0;
    while (count < 255 && count * 2 + 1 < length && u16(bytes + count * 2)) {
        text[count] = u16(bytes + count * 2);
        count++;
    }
    text[count] = 0;
    Print(L"@%s=%s\r\n", name, text);
}

static HARDDRIVE_DEVICE_PATH *hard_drive(EFI_HANDLE handle) {
    EFI_DEVICE_PATH *node = DevicePathFromHandle(handle);
    while (node && !IsDevicePathEnd(node)) {
        if (DevicePathType(node) == MEDIA_DEVICE_PATH && DevicePathSubType(node) == MEDIA_HARDDRIVE_DP) {
            return (HARDDRIVE_DEVICE_PATH *) node;
        }
        node = NextDevicePathNode(node);
    }
    return NULL;
}

/* Whether the firmware sees a partition with that GUID. */
static BOOLEAN is_there(const UINT8 *partition) {
    EFI_HANDLE *handles;
    UINTN count;
    if (EFI_ERROR(LibLocateHandle(ByProtocol, &BlockIoProtocol, NULL, &count, &handles))) {
        return FALSE;
    }
    for (UINTN i = 0; i < count; i++) {
        HARDDRIVE_DEVICE_PATH *drive = hard_drive(handles[i]);
        if (drive && drive->SignatureType == SIGNATURE_TYPE_GUID && CompareMem(drive->Signature, partition, 16) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

/* A device element is a GUID of options, and then the device: its type, flags and length, and for a partition where it is. */
static void print_device(const CHAR16 *name, Value device) {
    if (device.length < 16 + 0x48 || u32(device.bytes + 16) != PARTITION_DEVICE || u32(device.bytes + 16 + 0x24) != GPT_STYLE) {
        Print(L"@%s=no partition of a GPT\r\n", name);
        return;
    }
    EFI_GUID partition, disk;
    CopyMem(&partition, device.bytes + 16 + 0x10, 16);
    CopyMem(&disk, device.bytes + 16 + 0x28, 16);
    Print(L"@%s=%g %s\r\n", name, &partition, is_there(device.bytes + 16 + 0x10) ? L"is there" : L"is missing");
    Print(L"@%s.disk=%g\r\n", name, &disk);
}

/* The variable Boot#### that the firmware follows: what it is called, and the data behind its device path. */
static void print_entry(void) {
    EFI_GUID global = EFI_GLOBAL_VARIABLE;
    UINTN size;
    UINT16 *current = LibGetVariableAndSize(L"BootCurrent", &global, &size);
    if (!current) {
        stop(L"no BootCurrent");
    }
    CHAR16 name[16];
    /* In capitals, with a small x: a large one would make it eight digits. */
    SPrint(name, sizeof name, L"Boot%04x", *current);
    UINT8 *option = LibGetVariableAndSize(name, &global, &size);
    if (!option || size < 8) {
        stop(L"no variable where BootCurrent says");
    }
    print_text(L"entry", option + 6, size - 6);
    UINTN at = 6;
    while (at + 1 < size && u16(option + at)) {
        at += 2;
    }
    at += 2 + u16(option + 4);
    /* "WINDOWS", a zero and three numbers stand before the text. */
    if (at + 20 < size) {
        print_text(L"entry.data", option + at + 20, size - at - 20);
    }
}

static void read_store(EFI_HANDLE volume) {
    EFI_FILE *root = LibOpenRoot(volume);
    EFI_FILE *file;
    if (EFI_ERROR(uefi_call_wrapper(root->Open, 5, root, &file, L"\\EFI\\Microsoft\\Boot\\BCD", EFI_FILE_MODE_READ, 0))) {
        stop(L"no store");
    }
    hive_size = LibFileInfo(file)->FileSize;
    hive = AllocatePool(hive_size);
    if (EFI_ERROR(uefi_call_wrapper(file->Read, 3, file, &hive_size, hive)) || hive_size < BINS || CompareMem(hive, "regf", 4)) {
        stop(L"the store is no hive");
    }
}

static void print_store(void) {
    UINT32 objects = subkey(u32(hive + 0x24), "Objects");
    UINT32 manager = subkey(objects, BOOT_MANAGER);
    print_device(L"manager.device", element(manager, "11000001"));
    Value chosen = element(manager, "23000003");
    print_text(L"default", chosen.bytes, chosen.length);
    char id[39];
    UINT32 i = 0;
    for (; i < 38 && i * 2 < chosen.length; i++) {
        id[i] = chosen.bytes[i * 2];
    }
    id[i] = 0;
    UINT32 entry = subkey(objects, id);
    if (entry == NO_KEY) {
        stop(L"no object where default says");
    }
    Value title = element(entry, "12000004");
    print_text(L"title", title.bytes, title.length);
    Value path = element(entry, "12000002");
    print_text(L"path", path.bytes, path.length);
    print_device(L"device", element(entry, "11000001"));
    print_device(L"osdevice", element(entry, "21000001"));
}

EFI_STATUS efi_main(EFI_HANDLE image, EFI_SYSTEM_TABLE *table) {
    EFI_LOADED_IMAGE *loaded;
    InitializeLib(image, table);
    /* What the firmware said so far ends without a line end. */
    Print(L"\r\n");
    uefi_call_wrapper(BS->HandleProtocol, 3, image, &LoadedImageProtocol, (void **) &loaded);
    Print(L"@program=%s\r\n", DevicePathToStr(loaded->FilePath));
    HARDDRIVE_DEVICE_PATH *drive = hard_drive(loaded->DeviceHandle);
    if (!drive) {
        stop(L"not started from a partition");
    }
    Print(L"@volume=%g\r\n", drive->Signature);
    print_entry();
    read_store(loaded->DeviceHandle);
    print_store();
    Print(L"@end=\r\n");
    turn_off();
    return EFI_SUCCESS;
}
