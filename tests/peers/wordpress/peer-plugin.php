<?php
/**
 * Loaded by WordPress as a must-use plugin on the test site. It changes what an
 * offline test site needs changed, and plays the troubles that a blog can have:
 * run/trouble.json beside the site names them, and is read at every request.
 *
 *   passwords_off   application passwords are switched off
 *   rest            how the interface answers: "forbidden" (403 page of a
 *                   security plug-in), "closed" (its 401 in JSON), "challenge"
 *                   (503 page for browsers), "html" (200 with a page), "limited"
 *                   (429), "error" (500), "moved" (301 to "target"),
 *                   "lying" (200 to every decision, and nothing is done)
 *   retry_after     seconds that "limited" and "error" say to wait
 *   target          where "moved" leads
 *   methods         only requests of these methods meet the trouble, such as ["POST"]
 *   times           only the first so many of them meet it
 *   seconds         every answer of the interface takes so long
 */

// Mail is written to a log instead of being sent.
add_filter('pre_wp_mail', function ($unused, $mail) {
    $line = json_encode(array('to' => $mail['to'], 'subject' => $mail['subject'], 'message' => $mail['message']));
    file_put_contents(PEER_MAIL_LOG, $line . "\n", FILE_APPEND | LOCK_EX);
    return true;
}, 10, 2);

// WordPress refuses anonymous comments over REST unless a plugin allows them.
if (get_option('peer_anon_rest')) {
    add_filter('rest_allow_anonymous_comments', '__return_true');
}

// One comment per 15 s and address is WordPress's own limit; tests may lift it.
if (!get_option('peer_flood_check', 1)) {
    remove_action('check_comment_flood', 'check_comment_flood_db');
}

function peer_trouble()
{
    static $trouble = null;
    if ($trouble === null) {
        $trouble = json_decode((string) @file_get_contents(PEER_TROUBLE), true);
        $trouble = is_array($trouble) ? $trouble : array();
    }
    return $trouble;
}

function peer_meets_trouble()
{
    $trouble = peer_trouble();
    $uri = isset($_SERVER['REQUEST_URI']) ? $_SERVER['REQUEST_URI'] : '';
    if (!$trouble || (strpos($uri, '/wp-json') === false && strpos($uri, 'rest_route=') === false)) {
        return false;
    }
    if (isset($trouble['methods']) && !in_array($_SERVER['REQUEST_METHOD'], $trouble['methods'], true)) {
        return false;
    }
    if (!isset($trouble['times'])) {
        return true;
    }
    // Counted under a lock, because several requests may come in at once.
    $counter = fopen(PEER_TROUBLE . '.met', 'c+');
    flock($counter, LOCK_EX);
    $met = (int) stream_get_contents($counter) + 1;
    ftruncate($counter, 0);
    rewind($counter);
    fwrite($counter, (string) $met);
    fclose($counter);
    return $met <= $trouble['times'];
}

function peer_answer($status, $body, $headers = array())
{
    http_response_code($status);
    header('Content-Type: ' . ($body !== '' && $body[0] === '{' ? 'application/json' : 'text/html') . '; charset=UTF-8');
    foreach ($headers as $header) {
        header($header);
    }
    echo $body;
    exit;
}

if (!empty(peer_trouble()['passwords_off'])) {
    add_filter('wp_is_application_passwords_available', '__return_false');
}

if (peer_meets_trouble()) {
    $peer = peer_trouble() + array('rest' => '', 'retry_after' => 0, 'target' => '', 'seconds' => 0);
    usleep((int) ($peer['seconds'] * 1000000));
    $wait = $peer['retry_after'] ? array('Retry-After: ' . (int) $peer['retry_after']) : array();
    switch ($peer['rest']) {
        case 'forbidden':
            peer_answer(403, '<html><title>403 Forbidden</title>Your access to this site has been limited.</html>');
        case 'closed':
            peer_answer(401, '{"code":"rest_cannot_access","message":"Only for members.","data":{"status":401}}');
        case 'challenge':
            peer_answer(503, '<html><title>Just a moment...</title>Checking your browser before you go on.</html>');
        case 'html':
            peer_answer(200, '<html><title>Class blog</title><h1>Welcome</h1></html>');
        case 'limited':
            peer_answer(429, '{"code":"too_many_requests","message":"Slow down.","data":{"status":429}}', $wait);
        case 'error':
            peer_answer(500, '<html><p>There has been a critical error on this website.</p></html>', $wait);
        case 'moved':
            peer_answer(301, '', array('Location: ' . $peer['target']));
        case 'lying':
            add_filter('rest_pre_dispatch', 'peer_lie', 10, 3);
    }
}

function peer_lie($result, $server, $request)
{
    if ($request->get_method() === 'GET' || !preg_match('~^/wp/v2/comments/(\d+)$~', $request->get_route(), $found)) {
        return $result;
    }
    $read = new WP_REST_Request('GET', $request->get_route());
    $read->set_param('context', 'edit');
    $answer = rest_do_request($read);
    $data = $answer->get_data();
    if (is_array($data) && isset($data['status'])) {
        $data['status'] = $request->get_method() === 'DELETE' ? 'trash' : $request['status'];
        $answer->set_data($data);
    }
    return $answer;
}
