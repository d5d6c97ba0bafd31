package org.bcdkit.view;

import java.util.Optional;
import org.bcdkit.windows.WindowsInstallation;

/** The name that people know a Windows by. */
final class WindowsTitle {

    private static final String WINDOWS_10 = "Windows 10";
    private static final String WINDOWS_11 = "Windows 11";
    /** Windows 11 kept the name of Windows 10 in its registry. */
    private static final int FIRST_BUILD_OF_11 = 22000;

    private WindowsTitle() {}

    /** The product name of its registry, which is that of Windows 10 in Windows 11 and put right here. */
    static Optional<String> of(WindowsInstallation windows) {
        if (windows.product().isEmpty() || windows.version().isEmpty()) {
            return windows.product();
        }
        String product = windows.product().get();
        boolean renamed = windows.version().get().isAtLeast(10, 0, FIRST_BUILD_OF_11) && product.startsWith(WINDOWS_10);
        return Optional.of(renamed ? WINDOWS_11 + product.substring(WINDOWS_10.length()) : product);
    }
}
