package org.bcdkit.bcdedit;

import java.util.List;
import java.util.Optional;
import org.bcdkit.edit.DebuggerConnection;
import org.bcdkit.edit.DebuggerStart;
import org.bcdkit.edit.EmsSettings;
import org.bcdkit.edit.ListEdit;
import org.bcdkit.edit.Selection;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectType;

/** What one bcdedit command line asks for. Identifiers are as they were typed: what they mean depends on the store. Bcdedit surface, section 1.2. */
public sealed interface EditRequest {

    /** The identifier that a command works on when none is given. */
    String DEFAULT_ID = "{current}";

    /** {@code /enum} with a kind of entries. */
    record Enumerate(Selection selection) implements EditRequest {}

    /** {@code /enum {id}}. */
    record EnumerateOne(String id) implements EditRequest {}

    /** {@code /createstore}. */
    record CreateStore(String file) implements EditRequest {}

    /** {@code /export}. */
    record Export(String file) implements EditRequest {}

    /** {@code /import}. */
    record Import(String file, boolean clean) implements EditRequest {}

    /** {@code /sysstore}. */
    record SystemStore(String partition) implements EditRequest {}

    /** {@code /copy}. */
    record Copy(String id, Optional<String> title) implements EditRequest {}

    /** {@code /mirror}. */
    record Mirror(String id) implements EditRequest {}

    /**
     * {@code /create}.
     *
     * @param id absent to have one made
     * @param type absent for that of the well-known identifier
     */
    record Create(Optional<String> id, Optional<String> title, Optional<ObjectType> type) implements EditRequest {}

    /**
     * {@code /delete}.
     *
     * @param force whether a well-known entry may go
     * @param cleanUp whether references to it go as well
     */
    record Delete(String id, boolean force, boolean cleanUp) implements EditRequest {}

    /** {@code /set}. */
    record Set(String id, String element, List<String> values, ListEdit edit) implements EditRequest {
        public Set {
            values = List.copyOf(values);
        }
    }

    /** {@code /deletevalue}. */
    record DeleteValue(String id, String element) implements EditRequest {}

    /**
     * {@code /displayorder} and the like.
     *
     * @param list the list of the boot manager that is meant
     * @param ids empty to remove the list
     */
    record Order(EditVerb verb, ElementType list, List<String> ids, ListEdit edit) implements EditRequest {
        public Order {
            ids = List.copyOf(ids);
        }
    }

    /** {@code /default}. */
    record Default(String id) implements EditRequest {}

    /** {@code /timeout}. */
    record Timeout(long seconds) implements EditRequest {}

    /**
     * {@code /debug} and the like.
     *
     * @param element the boolean that is switched
     */
    record Switch(EditVerb verb, ElementType element, String id, boolean on) implements EditRequest {}

    /** {@code /dbgsettings}, {@code /emssettings} or {@code /hypervisorsettings} without more: the settings are shown. */
    record ShowSettings(EditVerb verb) implements EditRequest {}

    /** {@code /dbgsettings} with a connection. */
    record SetDebugger(
            DebuggerConnection connection, Optional<String> busParameters, Optional<DebuggerStart> start, boolean ignoreUserModeExceptions)
            implements EditRequest {}

    /** {@code /hypervisorsettings} with a connection. */
    record SetHypervisorDebugger(DebuggerConnection connection, Optional<String> busParameters) implements EditRequest {}

    /** {@code /emssettings} with a place. */
    record SetEms(EmsSettings settings) implements EditRequest {}

    /**
     * {@code /?}.
     *
     * @param topic empty for the overview
     */
    record Help(List<String> topic) implements EditRequest {
        public Help {
            topic = List.copyOf(topic);
        }
    }
}
