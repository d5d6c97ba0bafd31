package org.bcdkit.command;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bcdkit.argument.ElementArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.TitleArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.argument.ValueArgument;
import org.bcdkit.bcdedit.EditException;
import org.bcdkit.bcdedit.EditLine;
import org.bcdkit.bcdedit.EditMessage;
import org.bcdkit.bcdedit.EditMessage.Reason;
import org.bcdkit.bcdedit.EditRequest;
import org.bcdkit.bcdedit.EditVerb;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.edit.DebuggerConnection;
import org.bcdkit.edit.DebuggerSettings;
import org.bcdkit.edit.EmsSettings;
import org.bcdkit.edit.ListEdit;
import org.bcdkit.edit.ObjectIds;
import org.bcdkit.edit.StorePlan;
import org.bcdkit.edit.StorePlanner;
import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementFormat;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue;
import org.bcdkit.store.ElementValue.BooleanValue;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.ObjectListValue;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;

/**
 * A change to a store that was asked for in bcdedit's syntax: the plan, and what is said when it was carried out or could not be.
 *
 * @param success lines for standard output
 */
record EditChange(Proposal proposal, List<String> success, EditMessage failure) {

    private static final String BOOT_MANAGER = "{bootmgr}";

    /** Plans what {@code line} asks for; an {@link EditException} when it cannot be had. */
    static EditChange of(EditedStore store, EditLine line) throws IOException {
        return new Planner(store, line.fullIdentifiers()).plan(line.request());
    }

    private record Planner(EditedStore store, boolean fullIdentifiers) {

        EditChange plan(EditRequest request) throws IOException {
            if (request instanceof EditRequest.Set set) {
                return set(set);
            }
            if (request instanceof EditRequest.DeleteValue removed) {
                return deleteValue(removed);
            }
            if (request instanceof EditRequest.Copy copy) {
                return copy(EditVerb.COPY, copy.id(), copy.title());
            }
            if (request instanceof EditRequest.Mirror mirror) {
                return copy(EditVerb.MIRROR, mirror.id(), Optional.empty());
            }
            if (request instanceof EditRequest.Create create) {
                return create(create);
            }
            if (request instanceof EditRequest.Delete delete) {
                return delete(delete);
            }
            if (request instanceof EditRequest.Order order) {
                return order(order);
            }
            if (request instanceof EditRequest.Default entry) {
                return setBootManager(ElementType.DEFAULT, new ObjectValue(store.find(entry.id()).id()));
            }
            if (request instanceof EditRequest.Timeout timeout) {
                return setBootManager(ElementType.TIMEOUT, new IntegerValue(timeout.seconds()));
            }
            if (request instanceof EditRequest.Switch onOrOff) {
                return onOrOff(onOrOff);
            }
            return settings(request);
        }

        private EditChange set(EditRequest.Set set) throws IOException {
            BcdObject object = store.find(set.id());
            ElementType element = element(set.element(), object);
            if (set.edit() != ListEdit.REPLACE && element.format() != ElementFormat.OBJECT_LIST) {
                throw EditMessage.invalid(EditVerb.SET, "/addfirst, /addlast and /remove are for lists of identifiers, and " + set.element() + " is none.");
            }
            ElementValue value = value(element, object, set.values());
            StorePlan plan = value instanceof ObjectListValue list
                    ? StorePlanner.order(snapshot(), object.id(), element, set.edit(), list.ids())
                    : StorePlanner.set(snapshot(), object.id(), Element.of(element, value));
            return change(plan, EditMessage.SET_FAILED);
        }

        private static ElementType element(String word, BcdObject object) {
            try {
                return ElementArgument.find(word, object.type());
            } catch (UsageException e) {
                throw EditMessage.ELEMENT_NOT_RECOGNIZED.usage(Reason.ELEMENT_NOT_FOUND, e.getMessage());
            }
        }

        private ElementValue value(ElementType element, BcdObject object, List<String> words) throws IOException {
            try {
                return ValueArgument.parse(element, object.type(), words, store.names(), store.drives());
            } catch (UsageException | RequestException | IOException e) {
                String detail = EditFailures.of(EditMessage.SET_FAILED, e).getMessage();
                throw switch (element.format()) {
                    case INTEGER, INTEGER_LIST -> EditMessage.INTEGER_INVALID.usage(detail);
                    case BOOLEAN -> EditMessage.BOOLEAN_INVALID.usage(detail);
                    case DEVICE -> EditMessage.DEVICE_INVALID.usage(detail);
                    case STRING, OBJECT, OBJECT_LIST, UNKNOWN -> EditMessage.invalid(EditVerb.SET, detail);
                };
            }
        }

        private EditChange deleteValue(EditRequest.DeleteValue removed) {
            BcdObject object = store.find(removed.id());
            ElementType element = element(removed.element(), object);
            if (object.element(element).isEmpty()) {
                throw EditMessage.DELETE_VALUE_FAILED.because(
                        Reason.ELEMENT_NOT_FOUND, ObjectCatalog.name(object.id()) + " has no element " + removed.element() + ".");
            }
            return change(StorePlanner.unset(snapshot(), object.id(), element), EditMessage.DELETE_VALUE_FAILED);
        }

        private EditChange copy(EditVerb verb, String id, Optional<String> given) {
            BcdObject original = store.find(id);
            Optional<String> title = given.isPresent() ? title(verb, given) : original.string(ElementType.DESCRIPTION);
            if (title.isEmpty()) {
                throw EditMessage.invalid(verb, ObjectCatalog.name(original.id()) + " has no description that the copy could have; give one: /copy … /d TEXT");
            }
            ObjectId fresh = freshId();
            StorePlan plan = StorePlanner.copy(snapshot(), original.id(), title.get(), fresh);
            return entry(plan, fresh, EditMessage.copied(fresh.toString()), EditMessage.COPY_FAILED);
        }

        private static Optional<String> title(EditVerb verb, Optional<String> given) {
            try {
                return given.isEmpty() ? given : Optional.of(TitleArgument.parse("/d", given.get()));
            } catch (UsageException e) {
                throw EditMessage.invalid(verb, e.getMessage());
            }
        }

        private EditChange create(EditRequest.Create create) {
            ObjectId id = create.id().isPresent() ? store.id(create.id().get()) : freshId();
            ObjectType type = create.type().isPresent() ? create.type().get() : ObjectCatalog.find(id).orElseThrow().type();
            if (snapshot().store().find(id).isPresent()) {
                throw EditMessage.CREATE_FAILED.because(Reason.EXISTS, snapshot().name() + " has an entry " + ObjectCatalog.name(id) + " already.");
            }
            Optional<String> title = title(EditVerb.CREATE, create.title());
            String shown = fullIdentifiers ? id.toString() : ObjectCatalog.name(id);
            return entry(StorePlanner.create(snapshot(), id, type, title), id, EditMessage.created(shown), EditMessage.CREATE_FAILED);
        }

        private EditChange delete(EditRequest.Delete delete) {
            BcdObject object = store.find(delete.id(), EditMessage.DELETE_FAILED);
            boolean forced = delete.force() || store.invocation().global().force();
            if (ObjectCatalog.alias(object.id()).isPresent() && !forced) {
                throw EditMessage.invalid(
                        EditVerb.DELETE, ObjectCatalog.name(object.id()) + " is an entry that Windows expects in a store; /f deletes it all the same.");
            }
            Invocation invocation = store.invocation().with(store.invocation().global().forced());
            StorePlan plan = StorePlanner.delete(snapshot(), object.id(), delete.cleanUp());
            return new EditChange(proposal(invocation, plan, Map.of(), EditMessage.DELETE_FAILED), success(), EditMessage.DELETE_FAILED);
        }

        private EditChange order(EditRequest.Order order) {
            store.find(BOOT_MANAGER);
            List<ObjectId> ids = new ArrayList<>();
            for (String id : order.ids()) {
                ids.add(order.edit() == ListEdit.REMOVE ? store.id(id) : store.find(id).id());
            }
            return change(StorePlanner.order(snapshot(), WellKnown.BOOT_MANAGER, order.list(), order.edit(), ids), EditMessage.SET_FAILED);
        }

        private EditChange setBootManager(ElementType element, ElementValue value) {
            store.find(BOOT_MANAGER);
            return change(StorePlanner.set(snapshot(), WellKnown.BOOT_MANAGER, Element.of(element, value)), EditMessage.SET_FAILED);
        }

        private EditChange onOrOff(EditRequest.Switch request) {
            BcdObject object = store.find(request.id());
            if (ElementCatalog.find(request.element(), object.type()).isEmpty()) {
                throw EditMessage.ELEMENT_NOT_RECOGNIZED.usage(
                        Reason.ELEMENT_NOT_FOUND,
                        "/" + request.verb().word() + " is for Windows boot loaders, and " + ObjectCatalog.name(object.id()) + " is none.");
            }
            Element element = Element.of(request.element(), new BooleanValue(request.on()));
            return change(StorePlanner.set(snapshot(), object.id(), element), EditMessage.SET_FAILED);
        }

        private EditChange settings(EditRequest request) {
            if (request instanceof EditRequest.SetEms ems) {
                EmsSettings settings = ems.settings();
                return change(
                        StorePlanner.setOrMake(snapshot(), WellKnown.EMS_SETTINGS, settings.elements(), settings.removed()), EditMessage.SET_FAILED);
            }
            if (request instanceof EditRequest.SetDebugger debugger) {
                DebuggerSettings settings = settings(DebuggerSettings.KERNEL, debugger.connection(), debugger.busParameters());
                return debugger(DebuggerSettings.KERNEL, settings.with(debugger.start(), debugger.ignoreUserModeExceptions()));
            }
            if (request instanceof EditRequest.SetHypervisorDebugger debugger) {
                return debugger(
                        DebuggerSettings.HYPERVISOR, settings(DebuggerSettings.HYPERVISOR, debugger.connection(), debugger.busParameters()));
            }
            throw new IllegalArgumentException("no change: " + request);
        }

        private DebuggerSettings settings(
                DebuggerSettings.Target target, DebuggerConnection connection, Optional<String> busParameters) {
            return DebuggerSettings.of(target, connection, busParameters, snapshot().store().find(target.object()), new SecureRandom());
        }

        private EditChange debugger(DebuggerSettings.Target target, DebuggerSettings settings) {
            StorePlan plan = StorePlanner.setOrMake(snapshot(), target.object(), settings.elements(), settings.removed());
            if (settings.key().isEmpty()) {
                return change(plan, EditMessage.SET_FAILED);
            }
            String key = settings.key().get();
            Proposal proposal = proposal(store.invocation(), plan, Map.of("key", key), EditMessage.SET_FAILED);
            return new EditChange(proposal, List.of(EditMessage.key(key)), EditMessage.SET_FAILED);
        }

        private EditChange entry(StorePlan plan, ObjectId id, String success, EditMessage failure) {
            Proposal proposal = proposal(store.invocation(), plan, Map.of("entry", id.toString()), failure);
            return new EditChange(proposal, List.of(success), failure);
        }

        private EditChange change(StorePlan plan, EditMessage failure) {
            return new EditChange(proposal(store.invocation(), plan, Map.of(), failure), success(), failure);
        }

        /** @param failure what cannot be done where the store cannot be written */
        private Proposal proposal(Invocation invocation, StorePlan plan, Map<String, String> fields, EditMessage failure) {
            try {
                return new EditProposal(invocation, store.location(), plan, fields);
            } catch (IOException e) {
                throw EditFailures.of(failure, e);
            }
        }

        private static List<String> success() {
            return List.of(EditMessage.SUCCESS.line());
        }

        private ObjectId freshId() {
            return ObjectIds.fresh(snapshot().store(), store.invocation().surroundings().clock(), new Random());
        }

        private StoreSnapshot snapshot() {
            return store.snapshot();
        }
    }
}
