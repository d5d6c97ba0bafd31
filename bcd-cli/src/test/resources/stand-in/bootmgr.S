# Stands in for \bootmgr. What it says last lies far behind the code, so that it comes only when all of the file was loaded, in the right order.
.code16
.globl _start
_start:
    .byte 0xe9, 0, 0    # a jump to what follows: Microsoft's starts with one as well, and bcd warns of a file that does not
    cld
    mov %cs, %ax
    mov %ax, %ds
    mov $started, %si
    call say
    mov $ended, %si
    call say
    jmp turn_off

.include "console.inc"

started: .asciz "\r\n@program=bootmgr\r\n"
    .org 50000
ended: .asciz "@end=\r\n"
