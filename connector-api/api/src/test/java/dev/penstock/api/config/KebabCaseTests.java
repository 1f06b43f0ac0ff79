package dev.penstock.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KebabCaseTests {
    @ParameterizedTest
    @CsvSource({"path, path", "maxWait, max-wait", "sha256, sha256", "idOfX, id-of-x", "Url, url"})
    void turnsComponentsIntoKeys(String component, String key) {
        assertThat(KebabCase.ofComponent(component)).isEqualTo(key);
        assertThat(KebabCase.matches(key)).isTrue();
    }

    @Test
    void turnsConstantsIntoWords() {
        assertThat(KebabCase.ofConstant("AFTER_DELIVERED")).isEqualTo("after-delivered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "1a", "a_b", "-a", "a-", "a--b", "ä", "a b"})
    void knowsWhatIsNotKebabCase(String text) {
        assertThat(KebabCase.matches(text)).isFalse();
    }
}
