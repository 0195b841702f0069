<?php
// Asks WordPress itself what it puts into a post in place of each address: it fetches the page, finds the answer that
// the page leads to, fetches that, and filters its code as it does for every site that it does not know.
// check_wordpress.php WORDPRESS PAGE…   The first is the folder of WordPress, the others are addresses of pages of ours.

error_reporting(E_ALL & ~E_DEPRECATED); // WordPress is older than the PHP it runs in
set_error_handler(function ($level, $message, $file, $line) {
    if (!(error_reporting() & $level)) {
        return true;
    }
    fwrite(STDERR, "$message ($file:$line)\n");
    exit(1);
});

[$_, $folder] = $argv;
$_SERVER['REQUEST_URI'] = '/';
const WPINC = 'wp-includes';
const WP_CONTENT_DIR = '/nonexistent';
const WP_CONTENT_URL = 'http://blog.example/content';
define('ABSPATH', "$folder/");

$parts = [
    'version', 'load', 'class-wp-error', 'class-wp-list-util', 'plugin', 'functions', 'option', 'class-wp-embed',
    'class-wp-oembed', 'embed', 'formatting', 'shortcodes', 'kses', 'l10n', 'http', 'class-wp-http', 'class-wp-http-proxy',
    'class-wp-http-response', 'class-wp-http-requests-response', 'class-wp-http-requests-hooks',
    'class-wp-http-encoding', 'class-wp-http-cookie', 'class-wp-http-curl', 'class-wp-http-streams', 'pluggable',
    'link-template', 'general-template', 'cache', 'class-wp-block-parser', 'blocks', 'pomo/translations', 'default-filters',
];
foreach ($parts as $part) {
    require_once ABSPATH . WPINC . "/$part.php";
}

// A blog without a database: its options are these. Local addresses may be fetched, whatever their port.
const OPTIONS = ['home' => 'http://blog.example', 'siteurl' => 'http://blog.example', 'blog_charset' => 'UTF-8'];
add_filter('pre_option', fn($value, $option) => OPTIONS[$option] ?? '', 10, 2);
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', fn($ports, $host, $url) => [parse_url($url, PHP_URL_PORT)], 10, 3);
remove_filter('pre_oembed_result', 'wp_filter_pre_oembed_result');

$refused = 0;
foreach (array_slice($argv, 2) as $page) {
    $code = _wp_oembed_get_object()->get_html($page, ['width' => 600, 'height' => 900]);
    $why = wrong_with($code ?: '', $page);
    $refused += $why ? 1 : 0;
    echo $why ? "REFUSED $page: $why\n" : "kept    $page\n        $code\n";
}
exit($refused ? 1 : 0);

// Returns what is wrong with the code that WordPress made of a page, or null.
function wrong_with($code, $page)
{
    if (!preg_match('~^<iframe [^<>]*></iframe>$~', trim($code), $found)) {
        return 'no frame is left: ' . var_export($code, true);
    }
    $site = preg_replace('~^(https?://[^/]+).*~', '$1', $page);
    $wanted = [
        'class="wp-embedded-content"' => 'it was not filtered',
        'sandbox="allow-scripts"' => 'it is in no sandbox',
        "src=\"$site/embed" => 'it shows something else',
        'title="' => 'it has no title',
        'width="600"' => 'it is not as wide as the post',
        'height="' => 'it has no height',
    ];
    foreach ($wanted as $part => $why) {
        if (!str_contains($code, $part)) {
            return "$why: $code";
        }
    }
    return null;
}
