<?php
/**
 * Run by start: installs WordPress, its users and its content if they are not
 * there yet, and applies the settings given in the environment. Idempotent.
 */

if (PHP_SAPI !== 'cli') {
    exit(1);
}
$url = getenv('WP_URL');
$_SERVER['HTTP_HOST'] = parse_url($url, PHP_URL_HOST) . ':' . parse_url($url, PHP_URL_PORT);
$_SERVER['SERVER_NAME'] = '127.0.0.1';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD'] = 'GET';
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['REMOTE_ADDR'] = '127.0.0.1';

// Loading WordPress before its tables exist would redirect to the installer.
define('WP_INSTALLING', true);
require getenv('PEER_SITE') . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

if (!is_blog_installed()) {
    wp_install('Class blog', 'admin', 'admin@example.test', true, '', getenv('WP_ADMIN_PASSWORD'));
    wp_delete_post(1, true); // "Hello world!" and its sample comment
}
peer_keep_password('admin', getenv('WP_ADMIN_PASSWORD'));

function peer_keep_password($login, $password)
{
    $user = get_user_by('login', $login);
    if (!wp_check_password($password, $user->user_pass, $user->ID)) {
        wp_set_password($password, $user->ID);
    }
}

// ---- settings ---------------------------------------------------------------

update_option('timezone_string', getenv('WP_TIMEZONE'));
update_option('comment_moderation', getenv('WP_COMMENT_MODERATION') ? 1 : 0);
update_option('peer_anon_rest', getenv('WP_ANON_REST') ? 1 : 0);
update_option('peer_flood_check', getenv('WP_FLOOD_CHECK') ? 1 : 0);
// Both kinds of mail look the commenter's address up in DNS before they are
// written, so they are off unless asked for.
update_option('comments_notify', getenv('WP_NOTIFY') ? 1 : 0);
update_option('moderation_notify', getenv('WP_NOTIFY') ? 1 : 0);
update_option('default_comment_status', 'open');
if (get_option('permalink_structure') !== '/%postname%/') {
    update_option('permalink_structure', '/%postname%/');
    delete_option('rewrite_rules'); // the next page view rebuilds them
}

// ---- users, one per role, each with an application password ------------------

$file = getenv('PEER_APP_PASSWORDS');
$lines = is_readable($file) ? file($file, FILE_IGNORE_NEW_LINES) : array();
$known = array();
foreach ($lines as $line) {
    list($key, $value) = explode('=', $line, 2);
    $known[$key] = $value;
}
// The least that moderating over REST takes: WordPress shows a held comment only
// to those who may edit what it stands under.
$least = array('read', 'moderate_comments', 'edit_posts', 'edit_others_posts', 'edit_published_posts',
    'edit_private_posts', 'edit_pages', 'edit_others_pages', 'edit_published_pages', 'edit_private_pages');
if (!get_role('moderator')) {
    add_role('moderator', 'Moderator', array_fill_keys($least, true));
}
$roles = array(
    'admin' => 'administrator',
    'editor' => 'editor',
    'moderator' => 'moderator',
    'author' => 'author',
    'contributor' => 'contributor',
    'subscriber' => 'subscriber',
);
$ids = array();
foreach ($roles as $login => $role) {
    $user = get_user_by('login', $login);
    if (!$user) {
        $id = wp_insert_user(array(
            'user_login' => $login,
            'user_pass' => wp_generate_password(24),
            'user_email' => "$login@example.test",
            'display_name' => ucfirst($login),
            'role' => $role,
        ));
        if (is_wp_error($id)) {
            fwrite(STDERR, $id->get_error_message() . "\n");
            exit(1);
        }
        $user = get_user_by('id', $id);
    }
    $ids[$login] = $user->ID;
    $key = $login === 'admin' ? 'WP_APP_PASSWORD' : 'WP_' . strtoupper($login) . '_APP_PASSWORD';
    if (empty($known[$key])) {
        WP_Application_Passwords::delete_all_application_passwords($user->ID);
        $made = WP_Application_Passwords::create_new_application_password($user->ID, array('name' => 'tests'));
        if (is_wp_error($made)) {
            fwrite(STDERR, $made->get_error_message() . "\n");
            exit(1);
        }
        $known[$key] = $made[0];
    }
}
$out = '';
foreach ($known as $key => $value) {
    $out .= "$key=$value\n";
}
file_put_contents($file, $out);

// ---- content: 3 categories, 12 posts, 40 comments, 1 pingback -----------------

if (get_option('peer_content')) {
    exit(0);
}

// Categories and posts, all dated backwards from a fixed day.
$day = strtotime('2024-03-01 12:00:00 UTC');
$when = function ($seconds) use ($day) {
    $gmt = gmdate('Y-m-d H:i:s', $day + $seconds);
    return array($gmt, get_date_from_gmt($gmt));
};
$topics = array(
    'Science' => array('Bean seedlings, week three', 'Why ice floats', 'Our paper bridges', 'The moon diary'),
    'Reading' => array('Books we swapped', 'A poem for rain', 'Letters to an author', 'The library visit'),
    'Class news' => array('Harvest fair photos', 'Our new class rules', 'Sports day', 'Goodbye to the hamster'),
);
$posts = array();
$n = 0;
foreach ($topics as $category => $titles) {
    $term = term_exists($category, 'category') ?: wp_insert_term($category, 'category');
    foreach ($titles as $title) {
        list($gmt, $local) = $when($n * 86400);
        $posts[] = wp_insert_post(array(
            'post_title' => $title,
            'post_content' => "<!-- wp:paragraph --><p>$title: what we did, what we saw and what we want to ask.</p><!-- /wp:paragraph -->",
            'post_status' => 'publish',
            'post_author' => $n % 2 ? $ids['author'] : $ids['editor'],
            'post_category' => array((int) $term['term_id']),
            'post_date' => $local,
            'post_date_gmt' => $gmt,
        ));
        $n++;
    }
}

// 24 approved, 10 on hold, 4 spam, 2 in the trash, spread over the posts.
$states = array_merge(array_fill(0, 24, '1'), array_fill(0, 10, '0'), array_fill(0, 4, 'spam'), array_fill(0, 2, 'trash'));
$names = array('Ana', 'Bram', 'Chidi', 'Dilek', 'Emil', 'Farah', 'Goran', 'Hana');
$texts = array(
    'We measured ours too and it was two centimetres taller.',
    'Who took the photo? It is very good.',
    'I do not agree, because the water was already warm.',
    'Can we try this in our class next week?',
    'Thank you for explaining. ¡Muy bien! 🌱',
);
$parent = 0;
foreach ($states as $i => $state) {
    list($gmt, $local) = $when(20 * 86400 + $i * 3600);
    $name = $names[$i % count($names)];
    $id = wp_insert_comment(array(
        'comment_post_ID' => $posts[$i % count($posts)],
        'comment_author' => $name,
        'comment_author_email' => strtolower($name) . '@example.test',
        'comment_author_url' => '',
        'comment_author_IP' => '192.0.2.' . ($i + 1), // a range kept for examples
        'comment_agent' => 'Mozilla/5.0 (class computer ' . ($i % 6 + 1) . ')',
        'comment_content' => $texts[$i % count($texts)],
        'comment_approved' => $state === 'trash' ? '1' : $state,
        'comment_type' => 'comment',
        'comment_parent' => $i === 12 ? $parent : 0, // one reply, on the first post
        'comment_date' => $local,
        'comment_date_gmt' => $gmt,
    ));
    if ($i === 0) {
        $parent = $id;
    }
    if ($state === 'trash') {
        wp_trash_comment($id); // through the API, so that untrash knows the old state
    }
}
list($gmt, $local) = $when(21 * 86400);
wp_insert_comment(array( // the REST listing leaves pingbacks out unless asked for
    'comment_post_ID' => $posts[1],
    'comment_author' => 'Another class blog',
    'comment_author_url' => 'http://blog.example.test/ice/',
    'comment_author_IP' => '192.0.2.200',
    'comment_content' => '[&#8230;] they ask why ice floats [&#8230;]',
    'comment_approved' => '0',
    'comment_type' => 'pingback',
    'comment_date' => $local,
    'comment_date_gmt' => $gmt,
));
update_option('peer_content', 1);
