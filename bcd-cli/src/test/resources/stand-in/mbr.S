# The code of an MBR: moves out of the way, and starts the boot sector of the active partition, at the sector that the table says.
.code16
.globl _start
    .equ MOVED, 0x600
    .equ LOADED, 0x7c00
_start:
    cli
    xor %ax, %ax
    mov %ax, %ds
    mov %ax, %es
    mov %ax, %ss
    mov $LOADED, %sp
    sti
    mov $LOADED, %si
    mov $MOVED, %di
    mov $256, %cx
    cld
    rep movsw
    ljmp $0, $moved
moved:
    mov $(MOVED + 0x1be), %si
    mov $4, %cx
1:  cmpb $0x80, (%si)
    je active
    add $16, %si
    loop 1b
    mov $no_active, %si
    call say
    jmp turn_off
active:
    mov 8(%si), %eax
    mov %eax, sector
    mov $packet, %si
    mov $0x42, %ah
    int $0x13
    jc failed
    ljmp $0, $LOADED
failed:
    mov $no_sector, %si
    call say
    jmp turn_off

.include "console.inc"

packet:
    .byte 16, 0
    .word 1, LOADED, 0
sector:
    .long 0, 0
no_active: .asciz "\r\n@problem=no active partition\r\n"
no_sector: .asciz "\r\n@problem=the active partition cannot be read\r\n"
    .org 440
