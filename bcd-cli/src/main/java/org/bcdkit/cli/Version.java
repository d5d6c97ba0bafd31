package org.bcdkit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * Which bcd this is.
 *
 * @param commit the commit it was built from
 */
record Version(String version, String commit) {

    private static final String RESOURCE = "version.properties";

    static Version current() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
            if (in != null) {
                properties.load(in);
            }
        }
        return new Version(properties.getProperty("version", "unknown"), properties.getProperty("commit", "unknown"));
    }

    @Override
    public String toString() {
        return "bcd " + version + " (commit " + commit + ")";
    }
}
