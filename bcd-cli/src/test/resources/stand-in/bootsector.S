# The boot sector of a FAT32 volume: finds BOOTMGR in the root folder, loads all of it to 2000:0000 and starts it, with the drive in %dl.
# It goes by the parameter block in front of it alone, as Windows' own does: also for where on the disk the volume is.
.code16
.globl _start
    .equ BLOCK, 0x7c00
    .equ SECTORS_PER_CLUSTER, BLOCK + 13
    .equ RESERVED, BLOCK + 14
    .equ FATS, BLOCK + 16
    .equ HIDDEN, BLOCK + 28
    .equ FAT_LENGTH, BLOCK + 36
    .equ ROOT, BLOCK + 44
    .equ FOLDER, 0x1000
    .equ FAT_SECTOR, 0x800
    .equ FILE, 0x2000
_start:
    jmp begin
    nop
    .org 0x5a
begin:
    cli
    xor %ax, %ax
    mov %ax, %ds
    mov %ax, %ss
    mov $BLOCK, %sp
    sti
    cld
    mov %dl, drive
    movzwl RESERVED, %eax
    add HIDDEN, %eax
    mov %eax, fat
    movzbl FATS, %ecx
    imull FAT_LENGTH, %ecx
    add %ecx, %eax
    mov %eax, clusters
    mov ROOT, %eax
folder:
    mov $FOLDER, %bx
    call read_cluster
    push $FOLDER
    pop %es
    xor %di, %di
    movzbw SECTORS_PER_CLUSTER, %cx
    shl $4, %cx
entry:
    push %cx
    push %di
    mov $name, %si
    mov $11, %cx
    repe cmpsb
    pop %di
    pop %cx
    je found
    add $32, %di
    loop entry
    call next
    jc none
    jmp folder
found:
    mov %es:20(%di), %ax
    shl $16, %eax
    mov %es:26(%di), %ax
    mov $FILE, %bx
load:
    call read_cluster
    call next
    jnc load
    mov drive, %dl
    ljmp $FILE, $0
none:
    mov $no_file, %si
    jmp stop
failed:
    mov $no_sector, %si
stop:
    call say
    jmp turn_off

# Reads cluster %eax to %bx:0, and lets %bx be the segment behind it.
read_cluster:
    push %eax
    sub $2, %eax
    movzbl SECTORS_PER_CLUSTER, %ecx
    mul %ecx
    add clusters, %eax
    call read
    shl $5, %cx
    add %cx, %bx
    pop %eax
    ret

# The cluster after %eax; carry when it was the last.
next:
    push %bx
    mov %eax, %edi
    shr $7, %eax
    add fat, %eax
    mov $1, %cx
    mov $FAT_SECTOR, %bx
    call read
    mov %bx, %fs
    and $127, %di
    shl $2, %di
    mov %fs:(%di), %eax
    and $0x0fffffff, %eax
    cmp $0x0ffffff8, %eax
    cmc
    pop %bx
    ret

# Reads %cx sectors from sector %eax to %bx:0.
read:
    mov %eax, sector
    mov %bx, segment
    mov %cx, count
    mov drive, %dl
    mov $packet, %si
    mov $0x42, %ah
    int $0x13
    jc failed
    ret

.include "console.inc"

packet:
    .byte 16, 0
count:
    .word 0, 0
segment:
    .word 0
sector:
    .long 0, 0
fat: .long 0
clusters: .long 0
drive: .byte 0
name: .ascii "BOOTMGR    "
no_file: .asciz "\r\n@problem=no BOOTMGR\r\n"
no_sector: .asciz "\r\n@problem=cannot be read\r\n"
    .org 510
    .word 0xaa55
