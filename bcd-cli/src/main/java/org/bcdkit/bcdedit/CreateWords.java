package org.bcdkit.bcdedit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bcdkit.argument.NewObjectArgument;
import org.bcdkit.argument.Spelling;
import org.bcdkit.argument.UsageException;
import org.bcdkit.store.ObjectType;

/** What follows {@code /create}. */
final class CreateWords {

    static final String APPLICATIONS = either(NewObjectArgument.applications());
    static final String HEIRS = either(NewObjectArgument.heirs());

    private CreateWords() {}

    static EditRequest request(EditWords words) {
        Optional<String> title = words.takeValue("d", "a description");
        Optional<String> application = words.takeValue("application", "a type: " + APPLICATIONS);
        Optional<String> inherit = words.takeOptionalValue("inherit");
        boolean device = words.take("device");
        Optional<String> id = words.startsWithId() ? Optional.of(words.id()) : Optional.empty();
        words.end();
        NewObjectArgument object = new NewObjectArgument(
                id,
                application.isPresent() ? Optional.of(application(words, application.get())) : Optional.empty(),
                inherit.isPresent() ? Optional.of(heir(words, inherit.get())) : Optional.empty(),
                device);
        try {
            return new EditRequest.Create(id, title, object.type("/"));
        } catch (UsageException e) {
            throw words.invalid(e.getMessage());
        }
    }

    private static ObjectType application(EditWords words, String word) {
        Optional<ObjectType> type = NewObjectArgument.application(word);
        if (type.isEmpty()) {
            throw words.invalid("/application takes " + APPLICATIONS + ", not \"" + word + "\".");
        }
        return type.get();
    }

    private static ObjectType heir(EditWords words, String word) {
        Optional<ObjectType> type = NewObjectArgument.heir(word);
        if (type.isEmpty()) {
            throw words.invalid("/inherit takes " + HEIRS + ", not \"" + word + "\".");
        }
        return type.get();
    }

    /** As bcdedit writes them. */
    private static String either(List<String> words) {
        List<String> upper = new ArrayList<>(words.size());
        for (String word : words) {
            upper.add(word.toUpperCase(Locale.ROOT));
        }
        return Spelling.either(upper);
    }
}
