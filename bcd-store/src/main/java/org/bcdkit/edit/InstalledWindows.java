package org.bcdkit.edit;

import org.bcdkit.device.DeviceDescriptor;

/**
 * A Windows that an entry is to start.
 *
 * @param title what the menu says
 * @param device of the loader's program
 * @param osDevice of the Windows folder: the same place, though a locate device there names another element
 * @param folder that Windows is in, backslash-rooted
 */
public record InstalledWindows(String title, DeviceDescriptor device, DeviceDescriptor osDevice, String folder) {

    static final String USUAL_FOLDER = "\\Windows";

    /** A path that Windows writes with its usual folder, in this one's. */
    String inFolder(String path) {
        return folder.equalsIgnoreCase(USUAL_FOLDER) ? path : folder + path.substring(USUAL_FOLDER.length());
    }
}
