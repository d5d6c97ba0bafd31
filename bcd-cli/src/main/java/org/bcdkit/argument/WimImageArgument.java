package org.bcdkit.argument;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.wim.WimFile;
import org.bcdkit.wim.WimImage;
import org.bcdkit.wim.WimSet;

/** Which image of a WIM file is meant: by its number, by its name, or because there is no other. */
public final class WimImageArgument {

    private static final String INDEX = "--index";
    private static final String NAME = "--name";
    private static final int MAX_DIGITS = 9;

    private WimImageArgument() {}

    /**
     * The image that is meant.
     *
     * @param index what {@code --index} says
     * @param name what {@code --name} says
     */
    public static WimImage find(WimSet set, Optional<String> index, Optional<String> name) {
        if (index.isPresent() && name.isPresent()) {
            throw new UsageException(INDEX + " and " + NAME + " both say which image is meant; give one of them.");
        }
        if (!set.missing().isEmpty()) {
            List<String> missing = new ArrayList<>();
            for (Path part : set.missing()) {
                missing.add(part.getFileName().toString());
            }
            throw new RequestException(set.path() + " is the first of " + set.first().parts() + " parts of a split WIM, and not beside it "
                    + (missing.size() == 1 ? "is " : "are ") + String.join(", ", missing) + ". Copy all parts into one folder.");
        }
        WimFile wim = set.first();
        if (wim.images().isEmpty()) {
            throw new RequestException(wim.path() + " has no image in it.");
        }
        if (index.isPresent()) {
            return numbered(wim, index.get());
        }
        List<WimImage> found = name.isPresent() ? wim.named(name.get()) : wim.images();
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            throw new RequestException(wim.path() + " has no image \"" + name.get() + "\"." + list(wim.images()));
        }
        throw new RequestException(name.isEmpty()
                ? wim.path() + " has " + found.size() + " images. Say with " + INDEX + " which one is meant." + list(found)
                : wim.path() + " has " + found.size() + " images \"" + name.get() + "\". Say with " + INDEX + " which one is meant." + list(found));
    }

    private static WimImage numbered(WimFile wim, String word) {
        if (word.length() > MAX_DIGITS || !NumberArgument.isDigits(word, 10)) {
            throw new UsageException(INDEX + ": \"" + word + "\" is no number of an image; they are counted from 1.");
        }
        Optional<WimImage> image = wim.image(Integer.parseInt(word));
        if (image.isEmpty()) {
            throw new RequestException(wim.path() + " has no image " + word + "." + list(wim.images()));
        }
        return image.get();
    }

    private static String list(List<WimImage> images) {
        StringBuilder lines = new StringBuilder(images.size() == 1 ? " It has this one:" : " These are there:");
        for (WimImage image : images) {
            String name = image.name().isBlank() ? image.displayName().orElse("without a name") : image.name();
            lines.append("\n  ").append(image.index()).append("  ").append(name);
        }
        return lines.toString();
    }
}
