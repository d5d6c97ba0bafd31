package org.bcdkit.argument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectType;
import org.junit.jupiter.api.Test;

class ElementArgumentTest {

    private static final Optional<ObjectType> LOADER = Optional.of(ObjectType.OS_LOADER);
    private static final Optional<ObjectType> BOOT_MANAGER = Optional.of(ObjectType.BOOT_MANAGER);
    private static final String NUMBERS = "custom: or 0x and eight hexadecimal digits, for instance custom:25000004";

    @Test
    void findsAnElementByItsNameInAnyCase() {
        assertThat(ElementArgument.find("nx", LOADER)).isEqualTo(ElementType.NX);
        assertThat(ElementArgument.find("BootMenuPolicy", LOADER)).isEqualTo(ElementType.BOOT_MENU_POLICY);
        assertThat(ElementArgument.find("DESCRIPTION", Optional.empty())).isEqualTo(ElementType.DESCRIPTION);
    }

    @Test
    void theSameNameIsAnotherElementInAnotherObject() {
        assertThat(ElementArgument.find("pae", LOADER)).isEqualTo(new ElementType(0x25000021));
        assertThat(ElementArgument.find("pae", Optional.of(ObjectType.RESUME))).isEqualTo(new ElementType(0x26000004));
        assertThat(ElementArgument.find("resumeobject", LOADER)).isEqualTo(ElementType.RESUME_OBJECT);
        assertThat(ElementArgument.find("resumeobject", BOOT_MANAGER)).isEqualTo(ElementType.BOOT_MANAGER_RESUME_OBJECT);
    }

    @Test
    void takesANumberForEveryObject() {
        assertThat(ElementArgument.find("custom:25000004", LOADER)).isEqualTo(ElementType.TIMEOUT);
        assertThat(ElementArgument.find("CUSTOM:250000C2", BOOT_MANAGER)).isEqualTo(ElementType.BOOT_MENU_POLICY);
        assertThat(ElementArgument.find("0x25000004", Optional.empty())).isEqualTo(ElementType.TIMEOUT);
        assertThat(ElementArgument.find("0X57000001", LOADER)).isEqualTo(new ElementType(0x57000001));
    }

    @Test
    void aNameThatTwoNumbersHaveHadIsThatOfTheLaterOne() {
        Optional<ObjectType> tester = Optional.of(ObjectType.MEMORY_TESTER);

        assertThat(ElementArgument.find("cacheenable", tester)).isEqualTo(new ElementType(0x26000003));
        assertThat(ElementArgument.find("custom:26000005", tester)).isEqualTo(new ElementType(0x26000005));
    }

    @Test
    void namesWhatIsNear() {
        assertRefused(
                "timeot",
                BOOT_MANAGER,
                "\"timeot\" is no element of an object of the kind bootmgr (0x10100002). Did you mean timeout?"
                        + " An element without a name is written by its number: " + NUMBERS + ".");
        assertRefused(
                "nosuchelement",
                LOADER,
                "\"nosuchelement\" is no element of an object of the kind osloader (0x10200003)."
                        + " An element without a name is written by its number: " + NUMBERS + ".");
    }

    @Test
    void saysWhichObjectsHaveAnElementThatThisOneHasNot() {
        assertRefused(
                "SystemRoot",
                BOOT_MANAGER,
                "\"SystemRoot\" is no element of an object of the kind bootmgr (0x10100002). Objects that have it: Windows boot loaders.");
        assertRefused(
                "pae",
                Optional.empty(),
                "\"pae\" is no element of an object without a type. Objects that have it: Windows boot loaders, Resume applications.");
    }

    @Test
    void refusesNumbersThatAreNone() {
        for (String word : new String[] {"custom:", "custom:2500004", "custom:250000044", "0x2500000g", "0x", "custom:+2500004", "0x٢5000004"}) {
            assertRefused(word, LOADER, "\"" + word + "\" is no number of an element; write " + NUMBERS + ".");
        }
        assertThatThrownBy(() -> ElementArgument.find("", LOADER)).isInstanceOf(UsageException.class);
    }

    @Test
    void refusesElementsThatNobodyKnowsHowToWrite() {
        assertRefused(
                "custom:18000001",
                LOADER,
                "What an element 0x18000001 holds is not known, so it cannot be written: the second digit of its number, which says it, is none of 1 to 7.");
    }

    private static void assertRefused(String word, Optional<ObjectType> in, String message) {
        assertThatThrownBy(() -> ElementArgument.find(word, in)).as(word).isInstanceOf(UsageException.class).hasMessage(message);
    }
}
